import type { ChatChunk, JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { inOneWay } from '../test-support/anthropic-request.test.ts'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, hear } from '../test-support/provider-call.test.ts'
import { haveRecordings } from '../test-support/recordings.test.ts'
import { chunksOf, memberOf, secondOpinion } from '../test-support/second-opinion.test.ts'
import { wholeAnswer } from './answer.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'

const bodyOf = ({ model, ...request }: JsonObject): JsonObject =>
  JSON.parse(chatBody(chatCall(request, { deployment: { provider: 'anthropic', model: String(model) } })))

/** What our body says otherwise, and why. */
const differences: Readonly<Record<string, JsonObject>> = {
  basic: {},
  // They send 4096 for every model; we send what the model can.
  'image-url': { max_tokens: 64_000 },
  // They think by budget, which Anthropic has deprecated for this model; we let it think by effort.
  reasoning_max: { max_tokens: 128_000, thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
}

describe.skipIf(!haveRecordings)('another gateway, asked for a second opinion,', () => {
  it.each(Object.entries(differences))('sends the same for %s, but for what is listed', (name, difference) => {
    const opinion = secondOpinion(`requests/completions/${name}`, 'anthropic')
    const theirs = inOneWay(memberOf(opinion, 'request'))
    expect(inOneWay(bodyOf(JSON.parse(opinion.given)))).toEqual({ ...theirs, ...difference })
  })

  it.each(['basic', 'tool', 'multiple_text_blocks'])('reads the same in %s', (name) => {
    const opinion = secondOpinion(`response/anthropic/${name}`, 'messages-completions')
    const theirs = memberOf(opinion, 'response')
    const ours = wholeAnswer(Buffer.from(opinion.given), chatCall()).result()
    expect({ model: ours.model, choices: ours.choices }).toMatchObject({
      ...{ model: theirs['model'], choices: theirs['choices'] as readonly JsonObject[] },
    })
  })

  it('leaves what is in a cache out of the prompt, and we do not', () => {
    const opinion = secondOpinion('response/anthropic/tool', 'messages-completions')
    expect(memberOf(opinion, 'response')['usage']).toMatchObject({ prompt_tokens: 558 })
    expect(wholeAnswer(Buffer.from(opinion.given), chatCall()).usage()).toMatchObject({ prompt_tokens: 561 })
  })

  it.each(['stream_tool_empty_args', 'stream_thinking', 'stream_message_delta_usage'])(
    'hears the same in %s',
    async (name) => {
      const opinion = secondOpinion(`response/anthropic/${name}`, 'messages-completions-streaming')
      const { exchange } = exchangeOf(anthropic(), chatCall({}, { stream: true }), eventStream(opinion.given))
      const { chunks } = await hear((await exchange).batches)
      const [ours] = assemble(chunks as readonly ChatChunk[]).choices
      const [theirs] = assemble(chunksOf(opinion) as unknown as readonly ChatChunk[]).choices
      const { content, reasoning_content, tool_calls: calls } = theirs?.message ?? expect.fail('no message')
      const called = calls?.map(({ function: { name, arguments: args } }) => ({ function: { name, arguments: args } }))
      expect(ours).toMatchObject({
        finish_reason: theirs?.finish_reason,
        message: {
          content,
          ...(reasoning_content ? { reasoning_content } : {}),
          ...(called ? { tool_calls: called } : {}),
        },
      })
    },
  )
})
