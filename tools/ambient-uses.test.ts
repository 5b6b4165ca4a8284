import { describe, expect, it } from 'vitest'
import { type AmbientKind, ambientUses } from './ambient-uses.ts'

const ambient: readonly (readonly [AmbientKind, string])[] = [
  ['clock', 'const at = Date.now()'],
  ['clock', 'const now = globalThis.Date.now'],
  ['clock', 'new Date().toISOString()'],
  ['clock', 'const at = new Date\n'],
  ['clock', 'performance.now()'],
  ['clock', 'process.hrtime.bigint()'],
  ['clock', `\`at \${Date.now()}\``],
  ['timer', 'setTimeout(() => {}, 5)'],
  ['timer', 'const timer = setInterval(run, 5)'],
  ['timer', 'const later = setImmediate'],
  ['timer', 'AbortSignal.timeout(5)'],
  ['timer', "import { setTimeout as sleep } from 'node:timers/promises'"],
  ['random', 'pick(Math.random())'],
  ['id', 'crypto.randomUUID()'],
  ['id', "import { randomBytes } from 'node:crypto'"],
  ['id', 'globalThis.crypto.getRandomValues(bytes)'],
  ['fetch', 'await fetch(url)'],
  ['fetch', 'const answer = fresh ? fetch(url) : kept'],
  ['fetch', 'const send = options.fetch ?? fetch'],
  ['fetch', 'const send = globalThis.fetch'],
  ['fetch', 'const get = (url: string) => fetch(url)'],
  ['socket', "import { createServer } from 'node:http'"],
  ['socket', "const net = await import('node:net')"],
  ['undici', "export type Name = string\nimport { Pool } from 'undici'"],
  ['undici', "import { type Dispatcher, Pool } from 'undici'"],
]

const own: readonly string[] = [
  'new Date(clock.wallMs())',
  "new Date('2026-01-01')",
  'clock.setTimeout(run, 5)',
  'runtime.fetch(url)',
  'this.#fetch(url)',
  '// Date.now() and Math.random()',
  "say('Date.now()')",
  'const text = `setTimeout(x)`',
  'interface Fetching { fetch(url: string): Promise<Response>; now: number }',
  'const router = {\n  async fetch(url: string) {\n    return answer(url)\n  },\n}',
  'type Timer = ReturnType<typeof setTimeout>',
  'function fetch(url: string): string {\n  return url\n}',
  'interface Init { readonly fetch: typeof fetch }',
  "import type { IncomingMessage } from 'node:http'",
  "import type Dispatcher from 'undici'",
  "export type { Dispatcher } from 'undici'",
  'prefetch(url)',
  'const { random } = runtime; random()',
]

describe('ambientUses', () => {
  it.each(ambient)('finds %s in: %s', (kind, source) => {
    expect(ambientUses(source).map((use) => use.kind)).toEqual([kind])
  })

  it.each(own)('leaves alone: %s', (source) => {
    expect(ambientUses(source)).toEqual([])
  })

  it('tells the line', () => {
    expect(ambientUses('/* one\n two */\nconst x = 1\nMath.random()')).toEqual([
      { kind: 'random', text: 'Math.random', line: 4 },
    ])
  })
})
