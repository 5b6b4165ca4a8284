import { TurnoutError } from '@turnout/core'
import {
  cutsAfter,
  fails,
  filters,
  hangs,
  late,
  pausesAfter,
  type Step,
  says,
  seededRandom,
  testRuntime,
} from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import { ProviderLedger } from '../test-support/provider-ledger.test.ts'
import { StoreLedger } from '../test-support/store-ledger.test.ts'

/** Seeded chance, in the words that worlds are described in. */
class Chance {
  readonly random: () => number
  constructor(seed: number) {
    this.random = seededRandom(seed)
  }
  /** From `least` to `most`, whole. */
  between = (least: number, most: number): number => least + Math.floor(this.random() * (most - least + 1))
  of = (share: number): boolean => this.random() < share
  one = <T>(...list: readonly [T, ...T[]]): T => list[this.between(0, list.length - 1)] ?? list[0]
  times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
}

interface Limited {
  readonly model: string
  readonly rpm?: number
  readonly tpm?: number
  readonly maxParallelRequests?: number
}

const deploymentIn = ({ of, one, between }: Chance, model: string): Limited => ({
  model,
  ...(of(0.6) ? { rpm: between(0, one(12, 60)) } : {}),
  ...(of(0.5) ? { tpm: between(20, 4_000) } : {}),
  ...(of(0.6) ? { maxParallelRequests: between(1, one(4, 30)) } : {}),
})

const answer = ({ of, between }: Chance): string => 'x'.repeat(of(0.1) ? between(500, 2_000) : between(1, 40))

function stepIn(chance: Chance): Step {
  const { of, one, between } = chance
  if (of(0.6)) return late(between(1, 400), says(answer(chance)))
  return late(
    one(0, 1, between(1, 3_000)),
    one(
      ...([fails('server', { upstreamStatus: 500 }), fails('timeout'), fails('connection', { sent: false })] as const),
      ...[fails('rate-limit', { upstreamStatus: 429 }), fails('rate-limit', { retryAfterMs: between(1, 20_000) })],
      ...[fails('bad-request', { upstreamStatus: 400 }), says(''), filters(answer(chance)), cutsAfter('')],
      ...[
        hangs(),
        cutsAfter(answer(chance)),
        pausesAfter(answer(chance)),
        late(between(1, 30_000), says(answer(chance))),
      ],
    ),
  )
}

/** What a whole world came to. */
interface Outcome {
  readonly broken: readonly string[]
  readonly attempts: number
  readonly served: number
  readonly refusals: number
  readonly debts: number
  readonly hedges: number
  readonly retries: number
  readonly cancelled: number
}

async function world(seed: number): Promise<Outcome> {
  const chance = new Chance(seed)
  const { between, of, one, times, random } = chance
  const runtime = testRuntime({ seed })
  const { clock } = runtime
  const deployments = ['a', 'b', 'c'].slice(0, one(1, 2, 2, 3)).map((model) => deploymentIn(chance, model))
  /** Its first answers are quick, so that a slow one is known for slow. */
  const known = () => times(one(0, 25), () => late(between(1, 200), says(answer(chance))))
  const script = Object.fromEntries(
    deployments.map(({ model }) => [model, [...known(), ...times(80, () => stepIn(chance))]]),
  )
  const [drips, patient] = [of(0.2), of(0.2)]
  const provider = new ProviderLedger(script, () => (drips ? between(0, 9_000) : between(0, 50)))
  const ledger = new StoreLedger(clock)
  let [hedges, retries, cancelled, served] = [0, 0, 0, 0]
  const router = createRouter({
    modelList: deployments.map(({ model, ...limits }) => ({
      ...{ modelName: 'main', litellmParams: { model: `scripted/${model}`, ...limits }, modelInfo: { id: model } },
    })),
    ...{ providers: { scripted: provider.adapter }, runtime, store: ledger.store, onProblem: () => {} },
    routingStrategy: one('usage-based-routing', 'usage-based-routing-v2'),
    ...{ numRetries: between(0, 3), retryAfter: one(0, 1), timeout: between(1, 20), cooldownTime: one(0, 1, 30) },
    ...{ hedging: { quantile: 0.5 }, disableCooldowns: of(0.4) },
    callbacks: [
      {
        name: 'counts',
        on: (event) => {
          if (event.type === 'attempt-end' && event.attempt.hedge) hedges++
          if (event.type === 'request-end' && event.attempts.length > 1) retries++
        },
      },
    ],
  })

  const read = async (stream: boolean, signal: AbortSignal): Promise<void> => {
    const max_tokens = of(0.5) ? { max_tokens: between(0, 200) } : {}
    const body = { model: 'main', messages: [{ role: 'user', content: 'hi '.repeat(between(1, 40)) }], stream }
    const deadline = of(0.1) ? { deadlineMs: between(1, 20_000) } : {}
    const reply = await router.call('chat', { ...body, ...max_tokens }, { signal, ...deadline })
    const [slow, leaves] = [of(patient ? 0.8 : 0.1), of(0.1)]
    for await (const batch of reply) {
      if (leaves) return
      if (slow && batch) await clock.sleep(between(patient ? 40_000 : 1_000, 65_000))
    }
    served++
  }
  const ask = async (atMs: number): Promise<void> => {
    await clock.sleep(atMs)
    const controller = new AbortController()
    if (of(0.2)) clock.timer(one(0, between(0, 200), between(0, 20_000)), () => controller.abort())
    await read(of(0.5), controller.signal).catch((error: unknown) => {
      if (!TurnoutError.is(error)) throw error
      if (error.kind === 'cancelled') cancelled++
    })
  }
  const bursts = times(between(1, 4), () => between(0, 130_000))
  await clock.finish(
    Promise.all(
      bursts.flatMap((atMs) =>
        times(between(1, one(16, 16, 50)), () => ask(atMs + Math.floor(random() * one(1, 500, 5_000)))),
      ),
    ),
  )
  await clock.advance(0)

  const broken = [...ledger.broken]
  for (const { model, rpm = Infinity, maxParallelRequests = Infinity } of deployments) {
    const [most, together] = [provider.mostInAMinute(model), provider.mostAtATime(model)]
    if (most > rpm) broken.push(`${model}: ${most} attempts in a minute, rpm ${rpm}`)
    if (together > maxParallelRequests) broken.push(`${model}: ${together} at a time of ${maxParallelRequests}`)
  }
  if (!provider.idle) broken.push('an attempt still runs')
  const { unsettled, refusals, debts } = ledger
  broken.push(...unsettled.map((id) => `${id} is not settled`))
  broken.push(...(await ledger.taken()).map((key) => `${key} is not free`))
  return { broken, attempts: provider.seen.length, served, refusals, debts, hedges, retries, cancelled }
}

it('no limit is exceeded in any of 1000 worlds, and every slot comes back', { timeout: 60_000 }, async () => {
  const broken: string[] = []
  const seen = { attempts: 0, served: 0, refusals: 0, debts: 0, hedges: 0, retries: 0, cancelled: 0 }
  for (let seed = 1; seed <= 1_000; seed++) {
    const outcome = await world(seed)
    broken.push(...outcome.broken.map((what) => `world ${seed}: ${what}`))
    for (const key of ['attempts', 'served', 'refusals', 'debts', 'hedges', 'retries', 'cancelled'] as const)
      seen[key] += outcome[key]
  }
  expect(broken).toEqual([])
  expect(seen.attempts).toBeGreaterThan(10_000)
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
})

it('a slot is taken as long as its stream runs, however slowly that is read', async () => {
  const runtime = testRuntime()
  const { clock } = runtime
  const provider = new ProviderLedger({ a: [says('long')] }, () => 0)
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a', maxParallelRequests: 1, timeout: 1 } }],
    ...{ providers: { scripted: provider.adapter }, runtime, numRetries: 0, onProblem: () => {} },
  })
  const body = { model: 'main', messages: [{ role: 'user', content: 'hi' }], stream: true }
  const first = await clock.finish(router.call('chat', body))
  for (let i = 0; i < 2; i++) {
    await clock.finish(first.next())
    await clock.advance(50_000)
    const refused = await clock.finish(router.call('chat', body)).then(
      () => 'served',
      (error: unknown) => TurnoutError.is(error) && error.kind,
    )
    expect([i, refused, provider.running('a')]).toEqual([i, 'none-available', 1])
  }
  while (!(await clock.finish(first.next())).done);
  await clock.finish(router.call('chat', body))
  expect(provider.seen).toHaveLength(2)
})
