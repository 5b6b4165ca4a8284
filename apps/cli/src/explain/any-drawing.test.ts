import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain } from '../check/paint.ts'
import { drawDecision } from './draw-decision.ts'
import { drawExplanation } from './draw-explanation.ts'
import { type ToldDecision, type ToldExplanation, toldDecision, toldExplanation } from './told.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 80, maxLength: 300 }),
  fc.constant('a b\u001b[2J\u009bc\r\n'),
)
const ms = fc.double({ min: 0, max: 1e9, noNaN: true })
const count = fc.nat(1_000_000)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const failure = fc.record({ kind: text, status: maybe(fc.nat(600)), message: text, retry_after_ms: fc.option(ms) })
const usage = fc.record({ prompt_tokens: count, completion_tokens: count })
const ids = fc.oneof(fc.constantFrom('a', 'b', 'c', '0123456789abcdef0123'), text)
const candidate = fc.record({
  ...{ deployment_id: ids, provider: text, model: text },
  rejection: fc.option(fc.record({ filter: text, reason: text })),
  stands_back: maybe(fc.oneof(fc.constantFrom('tried', 'order', 'warming-up'), text)),
  view: fc.dictionary(
    fc.oneof(fc.constantFrom('latency', 'usage', 'inFlight', '__proto__', 'a.b'), text),
    fc.jsonValue(),
  ),
  odds: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  limits: maybe(fc.array(fc.record({ name: text, used: count, limit: count }), { maxLength: 3 })),
})
const choice = fc.record({
  ...{ type: fc.constant('choice' as const), at_ms: ms, group: text, strategy: text },
  ...{ chosen: fc.option(ids), attempt_id: maybe(ids), error: fc.option(failure) },
  ...{ candidates: fc.array(candidate, { maxLength: 20 }), unlisted: count },
})
const step = fc.oneof(
  choice,
  fc.record({ type: fc.constant('wait' as const), at_ms: ms, wait_ms: ms }),
  fc.record({ type: fc.constant('fallback' as const), at_ms: ms, from: text, to: text, kind: text }),
  fc.record({ type: fc.constant('cooldown' as const), at_ms: ms, deployment_id: ids, kind: text, duration_ms: ms }),
)
const attempt = fc.record({
  ...{ attempt_id: ids, group: text, deployment_id: ids, provider: text, start_ms: ms, duration_ms: ms },
  ...{ first_content_ms: fc.option(ms), hedge: maybe(fc.boolean()), dropped_params: maybe(fc.array(text)) },
  ...{ usage: fc.option(usage), cost_usd: fc.option(ms), error: fc.option(failure) },
})
const decision: fc.Arbitrary<ToldDecision> = fc.record({
  ...{ request_id: text, operation: text, model: text, asked: text, group: text, stream: fc.boolean() },
  ...{ tags: fc.array(text), started_at: text, duration_ms: ms, error: fc.option(failure), usage: fc.option(usage) },
  ...{ cost_usd: fc.option(ms), cache: fc.option(fc.record({ status: fc.constantFrom('hit', 'miss') })) },
  ...{
    fallbacks: count,
    attempts: fc.array(attempt, { maxLength: 4 }),
    steps: maybe(fc.array(step, { maxLength: 5 })),
  },
})
const explanation: fc.Arbitrary<ToldExplanation> = fc.record({
  ...{ operation: text, model: text, asked: text, cache: text, choices: fc.array(choice, { maxLength: 3 }) },
})

const widths = fc.integer({ min: 30, max: 120 })

function expectReadable(drawing: string, width: number): void {
  expect(drawing.endsWith('\n')).toBe(true)
  for (const line of drawing.slice(0, -1).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(width)
    expect(line).not.toMatch(/\p{Cc}/u)
  }
}

describe('whatever is drawn', () => {
  it('is readable: decisions', () => {
    fc.assert(
      fc.property(decision, widths, (told, width) => {
        expectReadable(drawDecision(toldDecision.parse(told), width, plain), width)
      }),
    )
  })

  it('is readable: explanations', () => {
    fc.assert(
      fc.property(explanation, widths, (told, width) => {
        expectReadable(drawExplanation(toldExplanation.parse(told), width, plain), width)
      }),
    )
  })

  it.each(['__proto__', 'constructor'])('is readable: a candidate that stands back for %s, as objects do', (reason) => {
    const candidate = {
      ...{ deployment_id: 'd', provider: 'p', model: 'm', rejection: null, view: {} },
      stands_back: reason,
    }
    const choice = { ...{ type: 'choice', at_ms: 0, group: 'g', strategy: 's', chosen: null, error: null } }
    const told = {
      operation: 'chat',
      model: 'm',
      asked: 'm',
      cache: 'off',
      choices: [{ ...choice, candidates: [candidate], unlisted: 0 }],
    }
    const drawn = drawExplanation(toldExplanation.parse(told), 80, plain)
    expectReadable(drawn, 80)
    expect(drawn).toContain(reason)
  })
})
