import { fromObject } from '@turnout/config-loader'
import { fails, hangs, late, pausesAfter, type Step, says, settle } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { available } from '../available/available.ts'
import {
  entries,
  failureOf,
  inOrder,
  messages,
  setUp,
  setUpFile,
  type World,
} from '../test-support/scripted-groups.test.ts'

const settings = { numRetries: 0, allowedFails: 0, cooldownTime: 5 }
const two = { main: inOrder('a', 'b') }

/** What becomes of five requests at once, and how many calls they made. */
async function fiveAtOnce({ begin, clock, models }: World) {
  const before = models().length
  const outcomes = await clock.finish(
    Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        begin().then(
          ({ text }) => text,
          (error: { kind: string }) => error.kind,
        ),
      ),
    ),
  )
  return { outcomes: outcomes.toSorted(), calls: models().slice(before).toSorted() }
}

describe('after a cooldown (interface.md: half-open)', () => {
  it('one attempt at a time finds out whether it works; the others are told to come back', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('server'), late(2_000, says('ok')), says('ok')] }, settings)
    await world.failure()
    await world.clock.advance(5_000)
    const refused = 'none-available'
    expect(await fiveAtOnce(world)).toEqual({ outcomes: [refused, refused, refused, refused, 'ok'], calls: ['a'] })
    expect(await fiveAtOnce(world)).toEqual({
      outcomes: ['ok', 'ok', 'ok', 'ok', 'ok'],
      calls: ['a', 'a', 'a', 'a', 'a'],
    })
  })

  it('no second one begins while the first is out, however long it takes', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('server'), late(50_000, says('ok'))] }, settings)
    const { failure, begin, clock, models } = world
    await failure()
    await clock.advance(5_000)
    const probe = begin()
    const others: Promise<unknown>[] = []
    for (const ms of [1_000, 4_000, 15_000, 20_000]) {
      await clock.advance(ms)
      others.push(failureOf(begin()))
    }
    await settle()
    expect(models()).toEqual(['a', 'a'])
    expect(await clock.finish(probe)).toMatchObject({ text: 'ok' })
    for (const refusal of await Promise.all(others)) expect(refusal).toMatchObject({ kind: 'none-available' })
  })

  it('the others go to siblings', async () => {
    const script = { a: [fails('server'), late(2_000, says('ok'))], b: [says('ok')] }
    const world = setUp(two, script, settings)
    await world.failure()
    await world.clock.advance(5_000)
    const { outcomes, calls } = await fiveAtOnce(world)
    expect([outcomes, calls]).toEqual([
      ['ok', 'ok', 'ok', 'ok', 'ok'],
      ['a', 'b', 'b', 'b', 'b'],
    ])
  })

  it('a failed probe cools again, whatever is allowed', async () => {
    const script = { a: [fails('rate-limit'), fails('server'), says('ok')] }
    const { ask, clock, models } = setUp(two, script)
    await ask()
    await clock.advance(5_000)
    await ask()
    expect(models()).toEqual(['a', 'b', 'a', 'b'])
    await clock.advance(4_999)
    await ask()
    await clock.advance(1)
    await ask()
    expect(models().slice(4)).toEqual(['b', 'a'])
  })

  it('a cancelled probe makes room for the next one', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('server'), hangs(), late(2_000, says('ok'))] }, settings)
    const { begin, failure, clock } = world
    await failure()
    await clock.advance(5_000)
    const controller = new AbortController()
    const probe = failureOf(begin({}, { signal: controller.signal }))
    await settle()
    expect(await failureOf(begin())).toMatchObject({ kind: 'none-available', retryAfterMs: expect.any(Number) })
    controller.abort()
    expect(await probe).toMatchObject({ kind: 'cancelled' })
    const refused = 'none-available'
    expect(await fiveAtOnce(world)).toEqual({ outcomes: [refused, refused, refused, refused, 'ok'], calls: ['a'] })
  })

  it.each<[string, Step, object, string]>([
    ['mistake', fails('bad-request'), {}, 'bad-request'],
    ['timeout', hangs(), { timeout: 1 }, 'timeout'],
  ])('a probe that ends in the caller’s own %s makes room for the next one', async (_, step, body, kind) => {
    const script = { a: [fails('server'), step, late(2_000, says('ok'))] }
    const world = setUp({ main: ['a'] }, script, { ...settings, timeout: 10 })
    await world.failure()
    await world.clock.advance(5_000)
    expect(await world.failure({ ...body })).toMatchObject({ kind })
    const refused = 'none-available'
    expect(await fiveAtOnce(world)).toEqual({ outcomes: [refused, refused, refused, refused, 'ok'], calls: ['a'] })
  })

  it('a stream’s probe has proved it with its first content', async () => {
    const { failure, clock, router, ask } = setUp(
      { main: ['a'] },
      { a: [fails('server'), pausesAfter('hello'), says('ok')] },
      settings,
    )
    await failure()
    await clock.advance(5_000)
    const stream = await router.completion({ model: 'main', messages, stream: true })
    expect(await ask()).toMatchObject({ text: 'ok' })
    stream.cancel()
  })
})

describe('a deployment that has just come back (interface.md: over 30 s)', () => {
  /** `a`'s share of 3,000 requests. */
  const shareOf = async ({ begin, models }: World): Promise<number> => {
    const before = models().length
    for (let i = 0; i < 3_000; i++) await begin()
    return (
      models()
        .slice(before)
        .filter((model) => model === 'a').length / 3_000
    )
  }
  const recovered = async (others: readonly string[], routingStrategy = 'simple-shuffle') => {
    const world = setUp({ main: ['a', ...others] }, { a: [fails('rate-limit'), says('ok')] }, { routingStrategy })
    await world.failure({ model: 'a', num_retries: 0 })
    await world.clock.advance(5_000)
    await world.ask({ model: 'a' })
    return world
  }

  it.each(['simple-shuffle', 'least-busy'])('gets a growing share among three: %s', async (routingStrategy) => {
    const world = await recovered(['b', 'c'], routingStrategy)
    const shares: number[] = []
    for (const ms of [0, 3_000, 12_000, 15_000]) {
      await world.clock.advance(ms)
      shares.push(await shareOf(world))
    }
    const [atOnce = 0, soon = 0, halfway = 0, warm = 0] = shares
    expect(atOnce).toBeGreaterThan(0.01)
    expect(atOnce).toBeLessThan(0.07)
    expect(soon).toBeLessThan(0.07)
    expect(halfway).toBeGreaterThan(0.12)
    expect(halfway).toBeLessThan(0.22)
    expect(warm).toBeGreaterThan(0.29)
    expect(warm).toBeLessThan(0.38)
  })

  it('gets its full share where fewer than two others are warm', async () => {
    const share = await shareOf(await recovered(['b']))
    expect(share).toBeGreaterThan(0.45)
    expect(share).toBeLessThan(0.55)
  })
})

describe('a reload', () => {
  const fileOf = (key: string, more: object = {}) => ({
    model_list: entries('main', ['a'], { api_key: key }),
    router_settings: { num_retries: 0, allowed_fails: 0, cooldown_time: 60, ...more },
  })
  const configOf = (file: object) => {
    const { config, problems } = fromObject(file, { available: available(['scripted']), environment: {} })
    if (!config) throw new Error(JSON.stringify(problems))
    return config
  }

  it.each([
    ['the same file', fileOf('one')],
    ['other settings', fileOf('one', { timeout: 7, cooldown_time: 1 })],
  ])('forgets no cooldown: %s', async (_, file) => {
    const { router, failure, ask, clock, models } = await setUpFile(fileOf('one'), { a: [fails('server'), says('ok')] })
    await failure()
    await clock.advance(10_000)
    await router.reload(configOf(file))
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 50_000 })
    await clock.advance(50_000)
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(models()).toHaveLength(2)
  })

  it('forgets it where the key has changed, though the id has not', async () => {
    const { router, failure, ask } = await setUpFile(fileOf('one'), { a: [fails('server'), says('ok')] })
    await failure()
    expect(await router.reload(configOf(fileOf('two')))).toMatchObject({ changed: ['a'], added: [] })
    expect(await ask()).toMatchObject({ text: 'ok' })
  })
})
