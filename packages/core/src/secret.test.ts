import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from './secret.ts'

const key = 'sk-do-not-print'
const secret = new Secret(key)
const holder = { name: 'deployment', apiKey: secret, list: [secret], map: new Map([['key', secret]]) }

const printed = (value: unknown): string => {
  let text = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      text += String(chunk)
      done()
    },
  })
  const own = new Console({ stdout })
  own.log(value)
  own.dir(value, { showHidden: true, depth: null })
  own.table([value])
  return text
}

describe('Secret', () => {
  it('reveals its value to who asks for it', () => {
    expect(secret.reveal()).toBe(key)
  })

  it.each([
    ['a template', () => `${secret}`],
    ['JSON', () => JSON.stringify(holder)],
    ['inspect', () => inspect(holder, { showHidden: true, depth: null })],
    [
      'inspect without custom functions',
      () => inspect(holder, { customInspect: false, showHidden: true, depth: null }),
    ],
    ['format', () => format('%s %o %O %j', secret, holder, holder, holder)],
    ['the console', () => printed(holder) + printed(secret)],
    ['an error message', () => inspect(new Error(`bad ${secret}`, { cause: holder }))],
    ['its own entries', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
    ['a copy', () => JSON.stringify({ ...secret }) + JSON.stringify(structuredClone({ ...secret }))],
  ])('is not printed by %s', (_, print) => {
    expect(print()).not.toContain(key)
  })

  it('shows that something was hidden', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual(['[secret]', '"[secret]"', '[secret]'])
  })
})
