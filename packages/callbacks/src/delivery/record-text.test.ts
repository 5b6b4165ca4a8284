import {
  type AttemptRecord,
  type DecisionRecord,
  decisionBody,
  type ErrorKind,
  errorTable,
  type Usage,
} from '@turnout/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordText } from './record-text.ts'

const few = fc.constantFrom('a', 'b', 'é"\n\u2028', '\ud800')
const text = fc.oneof(few, fc.string({ unit: 'binary' }))
const number = fc.oneof(fc.double(), fc.nat(), fc.constantFrom(-0, 1e-9, 2 ** 31, 12.345, 0.07, 1.1))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const details = fc.record({ cached_tokens: maybe(number), audio_tokens: number, words: fc.constant('no number') })
const usage = fc.record({
  ...{ prompt_tokens: number, completion_tokens: number, total_tokens: number },
  ...{ prompt_tokens_details: maybe(details), completion_tokens_details: maybe(details) },
}) as fc.Arbitrary<Usage>
const kind = fc.constantFrom(...(Object.keys(errorTable) as ErrorKind[]))
const object = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<NonNullable<DecisionRecord['metadata']>>
const ms = fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.nat(100_000))
const wallMs = fc.double({ min: 1e12, max: 2e12, noNaN: true })

const attempt: fc.Arbitrary<AttemptRecord> = fc.record({
  ...{ attemptId: text, group: few, deploymentId: few, provider: few, startedMs: ms, endedMs: ms },
  ...{
    firstContentMs: maybe(ms),
    hedge: maybe(fc.boolean()),
    droppedParams: maybe(fc.array(text)),
    usage: maybe(usage),
  },
  ...{ usageEstimated: maybe(fc.boolean()), costUsd: maybe(number), spanId: maybe(fc.constant('0123456789abcdef')) },
  failure: maybe(fc.record({ kind, className: text, message: text })),
})
const record: fc.Arbitrary<DecisionRecord> = fc.record({
  ...{ requestId: text, operation: fc.constantFrom('chat', 'embedding'), model: few, asked: few, group: few },
  ...{ stream: fc.boolean(), tags: fc.array(text), atMs: ms, wallMs, durationMs: ms, overheadMs: maybe(number) },
  ...{
    attempts: fc.array(attempt, { maxLength: 3 }),
    fallbacks: fc.nat(9),
    usage: maybe(usage),
    costUsd: maybe(number),
  },
  failure: maybe(fc.record({ kind, status: fc.nat(599), code: text, message: text })),
  usageEstimated: maybe(fc.boolean()),
  cache: maybe(
    fc.record(
      { status: fc.constantFrom('hit', 'miss'), savedUsage: usage, savedUsd: number },
      { requiredKeys: ['status'] },
    ),
  ),
  trace: maybe(fc.constant({ traceId: '1'.repeat(32), spanId: '2'.repeat(16) })),
  ...{
    user: maybe(text),
    metadata: maybe(object),
    content: maybe(fc.record({ request: object, answer: maybe(object) })),
  },
})

it('is the body of any record as JSON', () => {
  fc.assert(
    fc.property(record, (one) => {
      expect(JSON.parse(recordText(one))).toEqual(JSON.parse(JSON.stringify(decisionBody(one))))
    }),
    { numRuns: 500 },
  )
})
