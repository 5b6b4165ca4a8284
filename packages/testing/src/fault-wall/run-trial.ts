import type { Outcome } from './case.ts'
import { closing, completion, done, opening, usage, words } from './chat-text.ts'
import { ask, type Heard } from './client.ts'
import { type Door, hearsHttp } from './doors.ts'
import { chunk, json, lastChunk, streamHead } from './http-text.ts'
import { within } from './passing-time.ts'
import { readAnswers } from './read-answers.ts'
import { type Script, send } from './script.ts'
import { wallSecret } from './secret.ts'
import { requestFor, type Target, type Trial } from './target.ts'
import { type Told, toldBy } from './told.ts'
import type { Arrival, Slot, Upstream } from './upstream.ts'
import { judge, type Verdict } from './verdict.ts'

/** What every side saw of one trial, compared. */
export interface Result {
  readonly row: string
  readonly title: string
  readonly spare: boolean
  readonly verdict: Verdict
  readonly told: Told
  /** How often the upstream that misbehaves was asked. */
  readonly attempts: number
  readonly tookMs: number
  /** What is wrong besides what was told. */
  readonly wrong: readonly string[]
}

const well: Script = [send(json(200, completion()))]
const wellStreamed: Script = [
  send(streamHead + [opening, ...words, closing, usage, done].map(chunk).join('') + lastChunk),
]
const quietWithinMs = 2_000
const servesWithinMs = 10_000

/** One case on one gateway: sets the upstream, asks, and compares what every side saw. */
export async function runTrial(target: Target, upstream: Upstream, trial: Trial): Promise<Result> {
  const {
    asking = {},
    door = 'plain',
    upstream: scripts,
    early,
    timeoutMs = 0,
    patienceMs: least = 5_000 + 3 * timeoutMs,
  } = trial.case
  const patienceMs = Math.max(least, target.patienceMs ?? 0)
  const slot = upstream.set(trial.slug, door, scripts, early)
  const asked = requestFor(target, trial, slot.base)
  let heard: Heard = await ask(new URL(target.url), asked, asking, patienceMs)
  for (let round = 1; round < (asking.times ?? 1) && judgeOf(target, trial, heard) === 'ok'; round++)
    heard = await ask(new URL(target.url), asked, asking, patienceMs)
  const wrong = [
    ...secretsIn(heard),
    ...tooOften(target, trial, slot),
    ...elsewhere(slot),
    ...(target.exactly ? forbidden(trial, slot) : []),
    ...(await leftOpen(trial, slot)),
  ]
  const told = toldBy(heard)
  const after = await afterwards(target, upstream, trial)
  wrong.push(...((await target.inside?.(trial, told)) ?? []))
  return {
    ...{ row: trial.row, title: trial.case.title, spare: trial.spare },
    ...{ verdict: worse(judge(told, rightFor(target, trial), target.exactly), after, wrong), told },
    ...{ attempts: slot.arrivals.length, tookMs: heard.tookMs, wrong },
  }
}

/** Whether the same model serves again as soon as its upstream is well. */
async function afterwards(target: Target, upstream: Upstream, trial: Trial): Promise<Verdict> {
  const { door, asking = {}, rests } = trial.case
  if (!hearsHttp(door) || rests) return 'ok'
  const slot = setSpare(upstream, trial.slug, asking.stream === true, door)
  const heard = await ask(new URL(target.url), requestFor(target, trial, slot.base), {}, servesWithinMs)
  return judge(toldBy(heard), [{ told: 'answer' }], target.exactly)
}

const worse = (told: Verdict, after: Verdict, wrong: readonly string[]): Verdict => {
  if (told !== 'ok') return told
  if (after !== 'ok') return after === 'crashed' ? 'crashed' : 'stuck'
  return wrong.length > 0 ? 'leaked' : 'ok'
}

/** An upstream that is well, for the deployment beside the one that is not. */
export const setSpare = (upstream: Upstream, path: string, stream: boolean, door: Door = 'plain'): Slot =>
  upstream.set(path, door, [stream ? wellStreamed : well])

/** What is right for this gateway. */
const rightFor = ({ exactly }: Target, trial: Trial): readonly Outcome[] =>
  !exactly && trial.case.mayPass ? [...rightOf(trial), { told: 'answer' }] : rightOf(trial)

const rightOf = ({ case: { right, withSpare }, spare }: Trial): readonly Outcome[] =>
  spare && withSpare ? withSpare : right

const judgeOf = (target: Target, trial: Trial, heard: Heard): Verdict =>
  judge(toldBy(heard), rightFor(target, trial), target.exactly)

const secretsIn = ({ text }: Heard): readonly string[] =>
  text.includes(wallSecret) ? ['the provider’s secret is in what the client was told'] : []

const tooOften = ({ exactly }: Target, { case: one }: Trial, { arrivals }: Slot): readonly string[] => {
  const mostAttempts = !exactly && one.mayPass ? 2 : (one.mostAttempts ?? 2)
  return arrivals.length > mostAttempts
    ? [`the upstream was asked ${arrivals.length} times, ${mostAttempts} at the most would do`]
    : []
}

const elsewhere = ({ arrivals }: Slot): readonly string[] =>
  arrivals.some(({ text }) => /^\S+ \S*followed/.test(text)) ? ['the gateway went where the provider sent it'] : []

const forbidden = ({ case: { never } }: Trial, { arrivals }: Slot): readonly string[] =>
  never !== undefined && arrivals.some(({ text }) => text.includes(never)) ? [`the upstream heard ${never}`] : []

/** Exchanges that cannot be over and whose connection is still there. */
async function leftOpen({ case: { upstream: scripts } }: Trial, { arrivals }: Slot): Promise<readonly string[]> {
  const isLeft = (arrival: Arrival, at: number) =>
    arrival.closedMs === undefined && !isWhole(scripts[Math.min(at, scripts.length - 1)] ?? [])
  const closed = await within(quietWithinMs, () => !arrivals.some(isLeft))
  return closed ? [] : ['the connection to the upstream is still open, though nobody waits for it']
}

/** Its framing says that the answer is over, so the connection may be kept. */
function isWhole(script: Script): boolean {
  const text = script.map((step) => (step.do === 'send' ? asLatin1(step.bytes) : '')).join('')
  return (
    script.every((step) => step.do === 'send' || step.do === 'pause') && readAnswers(text, false)[0]?.complete === true
  )
}

const asLatin1 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('latin1')
