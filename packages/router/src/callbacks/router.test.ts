import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromObject } from '@turnout/config-loader'
import type { CallbackContext, RouterEvent } from '@turnout/core'
import { defineCallback } from '@turnout/core'
import { fails, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { available } from '../available/available.ts'
import { createRouterFrom } from '../create-router-from-config.ts'
import type { Instances } from '../engine/assemble.ts'

interface Heard {
  readonly context: CallbackContext
  readonly events: RouterEvent[]
}

let folder = ''
let heard: Heard[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-callbacks-'))
  heard = []
  // Where the modules of these tests leave what they heard.
  Reflect.set(globalThis, 'heard', heard)
  writeFileSync(
    join(folder, 'mine.mjs'),
    `export default (context) => {
      const events = []
      globalThis.heard.push({ context, events })
      return { name: 'mine', on: (event) => void events.push(event) }
    }`,
  )
  writeFileSync(join(folder, 'broken.mjs'), `throw new Error('no')`)
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'heard')
  rmSync(folder, { recursive: true })
})

const model_list = ['good', 'bad'].map((name) => ({ model_name: name, litellm_params: { model: `scripted/${name}` } }))

function configOf(litellm_settings: object, more: object = {}) {
  const { config, problems } = fromObject(
    { model_list, litellm_settings: { num_retries: 0, ...litellm_settings }, ...more },
    { available: available(['scripted']), environment: {}, folder },
  )
  if (!config) throw new Error(JSON.stringify(problems))
  return config
}

async function setUp(litellm_settings: object, instances: Instances = {}) {
  const runtime = testRuntime()
  const providers = { scripted: scriptedProvider({ good: [says('hi')], bad: [fails('bad-request')] }) }
  const parts: Instances = { runtime, providers, folder, onCallbackWarning: () => {}, ...instances }
  const router = await createRouterFrom(configOf(litellm_settings), parts)
  const ask = async (name: string) => {
    const asked = router.completion({ model: name, messages: [{ role: 'user', content: 'hi' }] }).catch(() => {})
    await runtime.clock.finish(asked)
  }
  return { router, runtime, ask }
}

const endsOf = ({ events }: Heard) =>
  events.flatMap((event) => (event.type === 'request-end' ? [`${event.model} ${event.failure?.kind ?? 'ok'}`] : []))

it.each([
  ['callbacks', ['good ok', 'bad bad-request']],
  ['success_callback', ['good ok']],
  ['failure_callback', ['bad bad-request']],
])('a callback of a file hears what its list says: %s', async (list, expected) => {
  const { router, runtime, ask } = await setUp({ [list]: ['./mine.mjs'] })
  for (const name of ['good', 'bad']) await ask(name)
  await router.close()
  expect(heard.map(endsOf)).toEqual([expected])
  expect(heard[0]?.context.runtime.clock).toBe(runtime.clock)
  expect(heard[0]?.events.filter(({ type }) => type === 'request-start')).toHaveLength(2)
})

it('an instance of the same name takes its place', async () => {
  const events: RouterEvent[] = []
  const own = defineCallback({ name: './mine.mjs', on: (event) => void events.push(event) })
  const { router, ask } = await setUp({ callbacks: ['./mine.mjs'] }, { callbacks: [own] })
  await ask('good')
  await router.close()
  expect(heard).toEqual([])
  expect(events.filter(({ type }) => type === 'request-end')).toHaveLength(1)
})

it('a reload changes who hears, and one that cannot be made changes nothing', async () => {
  const { router, ask } = await setUp({})
  await ask('good')
  await router.reload(configOf({ callbacks: ['./mine.mjs'] }))
  await ask('bad')
  await expect(router.reload(configOf({ callbacks: ['./broken.mjs'] }))).rejects.toThrow('./broken.mjs')
  await ask('good')
  await router.reload(configOf({ callbacks: [] }))
  await ask('bad')
  await router.close()
  expect(heard.map(endsOf)).toEqual([['bad bad-request', 'good ok']])
})

it('a router whose callback cannot be made does not start', async () => {
  await expect(setUp({ callbacks: ['./broken.mjs'] })).rejects.toThrow('The callback ./broken.mjs cannot be loaded: no')
})
