import { CancelScope, type ChatChunk, type ProviderCall } from '@turnout/core'
import { ChunkMaker, completion, type SaidPart } from '@turnout/provider-adapters/kit'
import { makeDeployment, testRuntime } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeOf } from './whole-of.ts'

const words = fc.string({ minLength: 1 })
const text = fc.record({ kind: fc.constantFrom('text' as const, 'refusal' as const), text: words })
const reasoning = fc.oneof(
  fc.record({ kind: fc.constant('reasoning' as const), text: words, signature: fc.option(words, { nil: undefined }) }),
  fc.record({ kind: fc.constant('reasoning' as const), text: fc.constant(''), redacted: words }),
)
const call = fc.record({
  ...{
    kind: fc.constant('call' as const),
    id: fc.uuid(),
    name: words,
    signature: fc.option(words, { nil: undefined }),
  },
  input: fc.oneof(fc.dictionary(words, words), fc.constant(''), fc.constant(null)),
})
const said = fc.record({
  ...{ id: fc.uuid(), model: words },
  choices: fc.array(
    fc.record({
      parts: fc.array(fc.oneof(text, reasoning, call), { maxLength: 6 }),
      finish: fc.constantFrom('stop', 'length', 'content_filter'),
      extra: fc.constantFrom({}, { annotations: [{ type: 'url_citation', url_citation: { url: 'a' } }] }),
      logprobs: fc.constantFrom(undefined, { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }] }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

const callOf = (): ProviderCall<'chat'> => ({
  ...{ operation: 'chat', deployment: makeDeployment({ model: 'm' }), raw: undefined, stream: true },
  ...{ request: { model: 'group', messages: [] }, scope: new CancelScope(), runtime: testRuntime() },
})

function say(out: ChunkMaker, part: SaidPart, choice: number): void {
  if (part.kind === 'text') out.text(part.text, choice)
  else if (part.kind === 'refusal') out.refusal(part.text, choice)
  else if (part.kind === 'call') out.wholeCall(part, part.input, choice)
  else if (part.redacted) out.redactedReasoning(part.redacted, choice)
  else {
    for (const character of part.text) out.reasoning(character, choice)
    out.endReasoning(part.signature, choice)
  }
}

describe('a stream of a translating adapter', () => {
  it('is, put together, what the adapter makes of the same plain answer', () =>
    fc.assert(
      fc.property(said, ({ choices, ...identity }) => {
        const out = new ChunkMaker(callOf(), 'acme')
        const chunks: ChatChunk[] = []
        out.begin(identity)
        for (const [index, { parts, finish, extra, logprobs }] of choices.entries()) {
          for (const part of parts) say(out, part, index)
          out.say(extra, index)
          if (logprobs) out.logprobs(logprobs, index)
          out.finish(finish, index)
          chunks.push(...(out.flush()?.chunks() ?? []))
        }
        const plain = completion(callOf(), 'acme', { ...identity, choices }).result()
        expect(wholeOf('chat', chunks, undefined)).toEqual(plain)
      }),
    ))
})
