import { type DecisionRecord, type ErrorKind, type Explanation, ProviderError, TurnoutError } from '@turnout/core'
import type { Router } from '@turnout/router'
import { late, type Step, says, type TestClock } from '@turnout/testing'

/** A router over scripted providers, on a clock that waits for nobody. */
interface Stage {
  readonly router: Router
  readonly clock: TestClock
}

/** A situation that the page shows: what the models of its configuration do, and what is asked. */
export interface Scene {
  /** Of its section. */
  readonly title: string
  /** By model: what its nth attempt does; the last one repeats. */
  readonly script: Readonly<Record<string, readonly Step[]>>
  readonly play: (stage: Stage) => Promise<DecisionRecord | Explanation>
}

const messages = [{ role: 'user', content: 'What is the capital of France?' }]

const refuses = (kind: ErrorKind, upstreamStatus: number, message: string, retryAfterMs?: number): Step => ({
  does: 'fail',
  error: new ProviderError(kind, message, { upstreamStatus, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }),
})

const answers = (ms: number): Step => late(ms, says('The capital of France is Paris.'))
const tooMany = late(82, refuses('rate-limit', 429, 'Rate limit reached for requests per minute (limit 300).', 12_000))
const down = late(240, refuses('unavailable', 503, 'The engine is currently overloaded.'))

/** One request to its end, and what became of it. */
async function ask({ router, clock }: Stage, model: string, extra: object = {}): Promise<DecisionRecord> {
  const work = async (): Promise<DecisionRecord | undefined> => {
    const reply = await router.call('chat', { model, messages, ...extra }, { explain: true, requestId: 'req-1' })
    for await (const _ of reply);
    return reply.decision
  }
  const record = await clock.finish(work()).catch((error: unknown) => {
    if (TurnoutError.is(error)) return error.decision
    throw error
  })
  if (!record) throw new Error('nothing was recorded')
  return record
}

/** So many before it, of which nothing is told. */
async function askOften(stage: Stage, count: number, model: string): Promise<void> {
  for (let i = 0; i < count; i++) await ask(stage, model)
}

const explained = ({ router }: Stage, model: string): Promise<Explanation> =>
  router.explain('chat', { model, messages })

export const scenes: readonly Scene[] = [
  {
    title: 'Weights',
    script: {},
    play: (stage) => explained(stage, 'gpt-4'),
  },
  {
    title: 'A rate limit, and a sibling',
    script: { 'gpt-4-eu': [tooMany], 'gpt-4-us': [answers(1_180)] },
    play: (stage) => ask(stage, 'gpt-4'),
  },
  {
    title: 'Everything cools down',
    script: { 'gpt-4-eu': [down], 'gpt-4-us': [down], 'claude-sonnet-4-5': [answers(1_640)] },
    play: (stage) => ask(stage, 'gpt-4'),
  },
  {
    title: 'Limits are full',
    script: { 'gpt-4-eu': [answers(900)], 'gpt-4-us': [answers(900)] },
    play: async (stage) => {
      await askOften(stage, 13, 'gpt-4')
      return explained(stage, 'gpt-4')
    },
  },
  {
    title: 'Nobody has room',
    script: { 'gpt-4-eu': [answers(900)] },
    play: async (stage) => {
      await askOften(stage, 2, 'gpt-4')
      return ask(stage, 'gpt-4')
    },
  },
  {
    title: 'A prompt that is too long',
    script: { 'gpt-4.1': [answers(2_300)] },
    play: (stage) => ask(stage, 'small', { messages: [{ role: 'user', content: 'All of it. '.repeat(4_000) }] }),
  },
  {
    title: 'The fastest, and a hedge',
    script: {
      'gpt-4-eu': [...Array.from({ length: 22 }, () => answers(400)), answers(9_000)],
      'gpt-4-us': [answers(610)],
    },
    play: async (stage) => {
      await askOften(stage, 23, 'gpt-4')
      return ask(stage, 'gpt-4')
    },
  },
]
