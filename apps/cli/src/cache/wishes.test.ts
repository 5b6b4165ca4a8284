import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NumberingUpstream, numberingUpstream, startCaching } from '../test-support/caching.test.ts'
import type { Turnout } from '../test-support/running-turnout.test.ts'
import { say } from '../test-support/say.test.ts'

let upstream: NumberingUpstream
let usual: Turnout
let optIn: Turnout
let lasting: Turnout

beforeAll(async () => {
  upstream = await numberingUpstream()
  const { base } = upstream
  const groups = { main: {}, left: {}, right: {}, other: {} }
  const router = { caching_groups: [['left', 'right']] }
  ;[usual, optIn, lasting] = await Promise.all([
    startCaching({ base, groups, router }),
    startCaching({ base, groups, cache: { mode: 'default_off' } }),
    startCaching({ base, groups, cache: { ttl: 600 } }),
  ])
}, 60_000)

afterAll(async () => {
  for (const { signal } of [usual, optIn, lasting]) signal('SIGKILL')
  await upstream.stop()
})

interface Step {
  readonly model?: string
  readonly cache?: object
  readonly extra?: object
  readonly control?: string
  readonly afterMs?: number
  /** Which of the answers so far it gets; a fresh one has the next number. */
  readonly gets: number
}

/** The numbers of the answers in the order in which they were first seen. */
async function answers(turnout: Turnout, about: string, steps: readonly Step[]): Promise<readonly number[]> {
  const seen: (string | undefined)[] = []
  const got: number[] = []
  for (const { model = 'main', cache, extra, control, afterMs = 0 } of steps) {
    if (afterMs > 0) await wait(afterMs)
    const body = { ...extra, ...(cache ? { cache } : {}) }
    const { status, id } = await say(turnout, model, about, body, control ? { 'cache-control': control } : {})
    expect(status).toBe(200)
    if (!seen.includes(id)) seen.push(id)
    got.push(seen.indexOf(id) + 1)
  }
  return got
}

const first = { gets: 1 }
const again = { gets: 1 }
const sorted = { temperature: 0, seed: 1, tools: [{ type: 'function', function: { name: 'f', description: 'd' } }] }
const unsorted = { tools: [{ function: { description: 'd', name: 'f' }, type: 'function' }], seed: 1, temperature: 0 }

const rows: readonly [what: string, steps: readonly Step[]][] = [
  ['the same twice is one answer', [first, again]],
  [
    'members in another order are the same',
    [
      { extra: sorted, gets: 1 },
      { extra: unsorted, gets: 1 },
    ],
  ],
  ['plain and streamed are the same', [first, { extra: { stream: true }, gets: 1 }]],
  ['streamed and plain are the same', [{ extra: { stream: true }, gets: 1 }, again]],
  ['another parameter is another question', [first, { extra: { temperature: 0.5 }, gets: 2 }]],
  ['so is one that nobody knows', [first, { extra: { top_k: 3 }, gets: 2 }]],
  [
    'so is another user',
    [
      { extra: { user: 'a' }, gets: 1 },
      { extra: { user: 'b' }, gets: 2 },
    ],
  ],
  ['metadata is not', [first, { extra: { metadata: { a: 'b' } }, gets: 1 }]],
  ['another group is another question', [first, { model: 'other', gets: 2 }]],
  [
    'caching groups share',
    [
      { model: 'left', gets: 1 },
      { model: 'right', gets: 1 },
    ],
  ],
  [
    'ttl 0 keeps nothing',
    [
      { cache: { ttl: 0 }, gets: 1 },
      { cache: { 's-maxage': 10 }, gets: 2 },
    ],
  ],
  [
    'ttl 25 is within s-maxage 25',
    [
      { cache: { ttl: 25 }, gets: 1 },
      { cache: { 's-maxage': 25 }, gets: 1 },
    ],
  ],
  ['s-max-age is s-maxage', [first, { cache: { 's-max-age': 0.05 }, afterMs: 200, gets: 2 }]],
  ['what is older than s-maxage is too old', [first, { cache: { 's-maxage': 0.05 }, afterMs: 200, gets: 2 }]],
  [
    'what is over is over',
    [
      { cache: { ttl: 0.05 }, gets: 1 },
      { afterMs: 200, gets: 2 },
    ],
  ],
  ['no-cache is answered afresh, and replaces it', [first, { cache: { 'no-cache': true }, gets: 2 }, { gets: 2 }]],
  ['caching: false does, too', [first, { extra: { caching: false }, gets: 2 }, { gets: 2 }]],
  ['no-store keeps nothing', [{ cache: { 'no-store': true }, gets: 1 }, { gets: 2 }]],
  ['no-store may come from the cache', [first, { cache: { 'no-store': true }, gets: 1 }]],
  [
    'a namespace shares with itself only',
    [first, { cache: { namespace: 'n' }, gets: 2 }, { cache: { namespace: 'n' }, gets: 2 }],
  ],
  ['Cache-Control: no-cache', [first, { control: 'no-cache', gets: 2 }, { gets: 2 }]],
  ['Cache-Control: no-store', [{ control: 'no-store', gets: 1 }, { gets: 2 }]],
  ['Cache-Control: max-age=0', [first, { control: 'max-age=0', gets: 2 }, { gets: 2 }]],
  ['Cache-Control: max-age=60', [first, { control: 'max-age=60', gets: 1 }]],
  [
    'Cache-Control: s-maxage=0 keeps nothing where no ttl is configured',
    [{ control: 's-maxage=0', gets: 1 }, { gets: 2 }],
  ],
  ['ttl: 0 beside the others does the same', [{ extra: { ttl: 0 }, gets: 1 }, { gets: 2 }]],
  ['cache.ttl comes before it', [{ cache: { ttl: 60 }, extra: { ttl: 0 }, gets: 1 }, again]],
  ['Cache-Control comes before the body', [first, { control: 'no-cache', cache: { 'no-cache': false }, gets: 2 }]],
]

const optInRows: typeof rows = [
  ['nothing is kept', [first, { gets: 2 }]],
  [
    'who asks for it gets it',
    [{ cache: { 'use-cache': true }, gets: 1 }, { cache: { 'use-cache': true }, gets: 1 }, { gets: 2 }],
  ],
]

const lastingRows: typeof rows = [
  ['a configured ttl comes before Cache-Control: s-maxage', [{ control: 's-maxage=0', gets: 1 }, again]],
  ['and before ttl beside the others', [{ extra: { ttl: 0 }, gets: 1 }, again]],
  ['but not before cache.ttl', [{ cache: { ttl: 0 }, gets: 1 }, { gets: 2 }]],
]

const numbersIn = (steps: readonly Step[]) => steps.map(({ gets }) => gets)

describe('what a request says of the cache, over HTTP', () => {
  it.each(rows)('%s', async (what, steps) => {
    expect(await answers(usual, what, steps)).toEqual(numbersIn(steps))
  })

  it.each(optInRows)('mode default_off: %s', async (what, steps) => {
    expect(await answers(optIn, what, steps)).toEqual(numbersIn(steps))
  })

  it.each(lastingRows)('%s', async (what, steps) => {
    expect(await answers(lasting, what, steps)).toEqual(numbersIn(steps))
  })

  it('is told in headers: LiteLLM’s key stands on hits only', async () => {
    const miss = await say(usual, 'main', 'headers')
    const hit = await say(usual, 'main', 'headers')
    expect(miss).toMatchObject({ cache: 'miss', key: expect.stringMatching(/^[0-9a-f]{64}$/), litellmKey: null })
    expect(hit).toMatchObject({ cache: 'hit', key: miss.key, litellmKey: miss.key })
  })

  it('is refused where it makes no sense', async () => {
    expect(await say(usual, 'main', 'nonsense', { cache: { ttl: 'soon' } })).toMatchObject({ status: 400 })
  })
})
