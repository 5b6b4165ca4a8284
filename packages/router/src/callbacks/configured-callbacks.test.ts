import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CallbackSettings, Secret } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfiguredCallbacks } from './configured-callbacks.ts'

let folder = ''
let changes = 0
const warnings: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-callbacks-'))
  warnings.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Another file than any before it, however quick the tests are. */
function write(name: string, text: string): void {
  const file = join(folder, name)
  writeFileSync(file, text)
  const at = new Date(1_700_000_000_000 + ++changes * 1_000)
  utimesSync(file, at, at)
}

const named = (name: string, more: Partial<CallbackSettings> = {}): CallbackSettings => ({
  ...{ name, hears: 'all', settings: {}, environment: {} },
  ...more,
})
const own = (more: Partial<CallbackSettings> = {}) => named('./mine.mjs', more)
const runtime = testRuntime()
const configured = () => new ConfiguredCallbacks(folder, (message) => void warnings.push(message))

/** A factory that tells of its context, and of its end. */
const telling = (version = 1) => `
  let made = 0
  export default (context) => {
    const name = 'mine ${version} ' + ++made + ' ' + Object.keys(context.environment).join() + JSON.stringify(context.settings)
    return { name, context, on() {}, close: async () => context.warn('closed ' + name) }
  }`
const namesOf = ({ callbacks }: { readonly callbacks: readonly { readonly name: string }[] }) =>
  callbacks.map(({ name }) => name)

describe('the callbacks of a configuration', () => {
  it('are those that are built in, and modules of its folder; names that nobody answers to are left out', async () => {
    write('mine.mjs', `export default { name: 'mine', on() {} }`)
    write('python.py', '')
    const settings = [named('console'), own(), named('datadog'), named('python.mine'), named('nobody')]
    expect(namesOf(await configured().prepare(settings, runtime))).toEqual(['console', 'mine'])
    expect(namesOf(await new ConfiguredCallbacks().prepare([own()], runtime))).toEqual([])
  })

  it('are told what is theirs', async () => {
    write('mine.mjs', telling())
    const environment = { KEY: new Secret('hush') }
    const settings = { a: 1 }
    const { callbacks } = await configured().prepare([own({ environment, settings })], runtime)
    expect(callbacks).toMatchObject([{ context: { name: './mine.mjs', settings, environment } }])
    expect(callbacks).toHaveProperty('0.context.runtime', runtime)
  })

  it('may be an export by its name, as LiteLLM has them, and CommonJS', async () => {
    write('custom.mjs', `export const handler = { name: 'handler', on() {} }`)
    write('common.js', `exports.handler = () => ({ name: 'common', on() {} })`)
    const settings = [named('custom.handler'), named('common.handler')]
    expect(namesOf(await configured().prepare(settings, runtime))).toEqual(['handler', 'common'])
  })

  it('may be instances of a class', async () => {
    write('mine.mjs', `class Mine { name = 'mine'; on() { return this.name } }\nexport default new Mine()`)
    const { callbacks } = await configured().prepare([own({ hears: 'successes' })], runtime)
    expect(callbacks.map(({ name }) => name)).toEqual(['mine'])
  })

  it('are without one that cannot work, which has warned, once', async () => {
    write('mine.mjs', `export default ({ warn }) => { warn('there is no key'); warn('there is no key') }`)
    const all = configured()
    for (const settings of [{}, { a: 1 }, { a: 1 }]) {
      const prepared = await all.prepare([own({ settings })], runtime)
      expect(prepared.callbacks).toEqual([])
      prepared.take()
    }
    expect(warnings).toEqual(['./mine.mjs: there is no key'])
  })
})

describe('over reloads', () => {
  it('a callback stays while what it is made of is the same', async () => {
    write('mine.mjs', telling())
    const all = configured()
    const environment = () => ({ KEY: new Secret('hush') })
    const first = await all.prepare([own({ environment: environment() })], runtime)
    first.take()
    const second = await all.prepare([named('console'), own({ environment: environment() })], runtime)
    second.take()
    expect(second.callbacks[1]).toBe(first.callbacks[0])
    expect(warnings).toEqual([])
  })

  it.each([
    ['settings', { settings: { a: 1 } }, 'mine 1 2 KEY{"a":1}'],
    ['the value of a variable', { environment: { KEY: new Secret('other') } }, 'mine 1 2 KEY{}'],
    ['variables', { environment: { KEY: new Secret('hush'), MORE: new Secret('m') } }, 'mine 1 2 KEY,MORE{}'],
  ])('another one is made for other %s, and the old one is closed', async (_, more, name) => {
    write('mine.mjs', telling())
    const all = configured()
    const environment = { KEY: new Secret('hush') }
    const first = await all.prepare([own({ environment })], runtime)
    first.take()
    const second = await all.prepare([own({ environment, ...more })], runtime)
    expect(namesOf(second)).toEqual([name])
    expect(warnings).toEqual([])
    second.take()
    expect(warnings).toEqual(['./mine.mjs: closed mine 1 1 KEY{}'])
  })

  it('a module that has changed is read again', async () => {
    write('mine.mjs', telling(1))
    const all = configured()
    const first = await all.prepare([own()], runtime)
    first.take()
    write('mine.mjs', telling(2))
    const second = await all.prepare([own()], runtime)
    second.take()
    expect([first, second].flatMap(namesOf)).toEqual(['mine 1 1 {}', 'mine 2 1 {}'])
    expect(warnings).toHaveLength(1)
  })

  it('one that hears other requests is the same one', async () => {
    write('mine.mjs', telling())
    const all = configured()
    const first = await all.prepare([own()], runtime)
    first.take()
    const second = await all.prepare([own({ hears: 'failures' })], runtime)
    second.take()
    expect(namesOf(second)).toEqual(namesOf(first))
    expect(warnings).toEqual([])
  })

  it('one that is named no more is closed', async () => {
    write('mine.mjs', telling())
    const all = configured()
    const first = await all.prepare([own()], runtime)
    first.take()
    const second = await all.prepare([], runtime)
    second.take()
    expect(warnings).toEqual(['./mine.mjs: closed mine 1 1 {}'])
  })

  it('what was made for a configuration that is not taken is closed, and nothing else', async () => {
    write('mine.mjs', telling())
    const all = configured()
    const first = await all.prepare([own()], runtime)
    first.take()
    const refused = await all.prepare([own({ settings: { a: 1 } })], runtime)
    refused.leave()
    expect(warnings).toEqual(['./mine.mjs: closed mine 1 2 {"a":1}'])
    write('broken.mjs', `throw new Error('no')`)
    await expect(all.prepare([own({ settings: { b: 1 } }), named('./broken.mjs')], runtime)).rejects.toThrow()
    expect(warnings.slice(1)).toEqual(['./mine.mjs: closed mine 1 3 {"b":1}'])
    expect((await all.prepare([own()], runtime)).callbacks[0]).toBe(first.callbacks[0])
  })
})

describe('a module that is wrong', () => {
  const which = 'no callback: an object with a name and a function on, or what makes one.'
  it.each([
    ['cannot be read', 'export default (', 'The callback ./mine.mjs cannot be loaded: '],
    ['throws', `throw new Error('no')`, 'The callback ./mine.mjs cannot be loaded: no'],
    ['is none', 'export default 3', `The default export of ./mine.mjs is ${which}`],
    ['has no export', 'export const mine = 1', `The default export of ./mine.mjs is ${which}`],
    ['has no name', 'export default { on() {} }', `The default export of ./mine.mjs is ${which}`],
    ['makes none', 'export default async () => 3', `The default export of ./mine.mjs is ${which}`],
    [
      'makes none and throws',
      `export default () => { throw new Error('no') }`,
      'The callback ./mine.mjs cannot be made: no',
    ],
    ['rejects', `export default async () => { throw new Error('no') }`, 'The callback ./mine.mjs cannot be made: no'],
  ])('is told by its name: it %s', async (_, text, message) => {
    write('mine.mjs', text)
    await expect(configured().prepare([own()], runtime)).rejects.toThrow(message)
  })

  it('is told by its export, where LiteLLM has it so, and by what is not there', async () => {
    write('custom.mjs', 'export const handler = 3')
    const all = configured()
    await expect(all.prepare([named('custom.handler')], runtime)).rejects.toThrow(
      `The export handler of custom.handler is ${which}`,
    )
    await expect(all.prepare([named('./gone.mjs')], runtime)).rejects.toThrow(
      'The callback ./gone.mjs cannot be loaded: The file is not there.',
    )
  })
})
