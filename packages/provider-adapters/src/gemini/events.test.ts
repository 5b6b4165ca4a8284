import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, hear, wholeOf } from '../test-support/provider-call.test.ts'
import { gemini } from './gemini.ts'

const candidate = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  ...{ modelVersion: 'gemini-x', responseId: 'r1' },
})
const event = (data: object) => `data: ${JSON.stringify(data)}\r\n\r\n`
const text = (said: string, more?: object) => event(candidate([{ text: said }], more))
const stop = (finishReason = 'STOP') => event({ candidates: [{ finishReason, index: 0 }] })
const usageMetadata = { promptTokenCount: 3, candidatesTokenCount: 2, thoughtsTokenCount: 4, totalTokenCount: 9 }
const counted = event({ usageMetadata })
const call = (functionCall: object, more: object = {}) => event(candidate([{ functionCall, ...more }]))

async function heard(pieces: readonly string[], request: object = {}) {
  const { exchange } = exchangeOf(gemini(), chatCall(request, { stream: true }), eventStream(...pieces))
  return hear((await exchange).batches)
}
const messageOf = async (...pieces: readonly string[]) => {
  const { chunks } = await heard(pieces)
  return assemble(chunks as Parameters<typeof assemble>[0]).choices[0]
}

describe('a Gemini stream', () => {
  it('becomes OpenAI chunks', async () => {
    const { chunks, finished, usage, done } = await heard([text('Hel'), text('lo'), counted + stop()])
    expect(chunks.map(({ choices }) => choices)).toEqual([
      [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
      [{ index: 0, delta: { content: 'Hel' }, finish_reason: null }],
      [{ index: 0, delta: { content: 'lo' }, finish_reason: null }],
      [{ index: 0, delta: {}, finish_reason: 'stop' }],
    ])
    expect({ finished, done }).toEqual({ finished: [[0, 'stop']], done: true })
    expect(usage).toEqual({
      ...{ prompt_tokens: 3, completion_tokens: 6, total_tokens: 9 },
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 4 },
    })
  })

  it('is cut where nothing says that it has ended', async () => {
    for (const pieces of [[text('a')], [], [counted]]) expect((await heard(pieces)).done).toBe(false)
    const two = { candidates: [{ content: { parts: [{ text: 'b' }] }, index: 1 }] }
    expect((await heard([text('a', { finishReason: 'STOP' }), event(two)])).done).toBe(false)
  })

  it('ends once, though its end is said twice with text between', async () => {
    const { text: said, finished } = await heard([text('a', { finishReason: 'STOP' }), text('b'), stop()])
    expect(said).toBe('ab')
    expect(finished).toEqual([[0, 'stop']])
  })

  it.each([
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['LANGUAGE', 'stop'],
  ])('that is done, then %s after all, ends with %s', async (reason, expected) => {
    expect((await heard([text('a', { finishReason: 'STOP' }), stop(reason)])).finished).toEqual([[0, expected]])
    expect((await heard([text('a', { finishReason: reason }), stop()])).finished).toEqual([[0, expected]])
  })

  it('says thoughts as reasoning, and their signature as a block', async () => {
    const thought = event(candidate([{ text: 'hm', thought: true }]))
    const signed = event(candidate([{ text: '', thoughtSignature: 's' }]))
    const thinking_blocks = [{ type: 'thinking', thinking: 'hm', signature: 's', origin: 'gemini' }]
    expect(await messageOf(thought, text('a'), signed, stop())).toMatchObject({
      message: { content: 'a', reasoning_content: 'hm', thinking_blocks },
    })
  })

  it('numbers its calls, makes ids where there are none, and ends in them', async () => {
    const said = await messageOf(
      call({ name: 'f', args: { a: 1 } }, { thoughtSignature: 's' }),
      call({ id: 'x', name: 'g' }),
      stop(),
    )
    expect(said).toMatchObject({
      message: {
        content: null,
        tool_calls: [
          {
            id: expect.stringMatching(/^call_.+__thought__s$/),
            function: { name: 'f', arguments: '{"a":1}' },
            provider_specific_fields: { thought_signature: 's', thought_signature_origin: 'gemini' },
          },
          { id: 'x', function: { name: 'g', arguments: '{}' } },
        ],
      },
      finish_reason: 'tool_calls',
    })
  })

  it.each([
    ['ends with an empty call', [call({})]],
    ['ends with its last piece', []],
    ['is followed by another', [call({ name: 'g' })]],
  ])('puts arguments together that come in pieces; the call %s', async (_how, after) => {
    const piece = (jsonPath: string, value: object, willContinue: boolean, more: object = {}) =>
      call({ partialArgs: [{ jsonPath, ...value, ...more }], willContinue })
    const said = await messageOf(
      call({ name: 'f', willContinue: true }, { thoughtSignature: 's' }),
      piece('$.city', { stringValue: 'New ' }, true, { willContinue: true }),
      piece('$.city', { stringValue: 'York' }, true),
      piece('$.days[1].n', { numberValue: 2 }, after.length > 0),
      ...after,
      stop(),
    )
    const [first] = said?.message.tool_calls ?? []
    expect(JSON.parse(first?.function.arguments ?? '')).toEqual({ city: 'New York', days: [null, { n: 2 }] })
    expect(said?.finish_reason).toBe('tool_calls')
  })

  it('fails by an error in place of its rest, as bare JSON', async () => {
    const error = { error: { code: 503, message: 'Overloaded.', status: 'UNAVAILABLE' } }
    for (const tail of [JSON.stringify(error, null, 2), event(error), JSON.stringify([error])]) {
      const { facts, text: said } = await heard([text('a'), tail])
      expect(said).toBe('a')
      expect(facts.at(-1)?.error).toMatchObject({ kind: 'unavailable', message: 'Overloaded.' })
    }
  })

  it('fails where the prompt was blocked', async () => {
    const { facts } = await heard([event({ promptFeedback: { blockReason: 'SAFETY' }, usageMetadata })])
    expect(facts.at(-1)).toMatchObject({ content: false, error: { kind: 'content-policy' } })
  })

  it.each(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL'])(
    'fails where the model spoilt it: %s',
    async (reason) => {
      const { facts } = await heard([stop(reason)])
      expect(facts.at(-1)?.error).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    },
  )

  it.each(['oops', 'null', '{}', '{"candidates":1}'])('does not believe an event with %j', async (data) => {
    const { facts } = await heard([text('a'), `data: ${data}\n\n`, stop()])
    expect(facts.at(-1)?.error).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it('says what it found, drew and spoke', async () => {
    const groundingMetadata = {
      groundingChunks: [{ web: { uri: 'https://a', title: 'A' } }],
      groundingSupports: [{ segment: { startIndex: 0, endIndex: 5 }, groundingChunkIndices: [0] }],
    }
    const image = { inlineData: { mimeType: 'image/png', data: 'AA==' } }
    const sound = { inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: 'BB==' } }
    const said = await messageOf(
      text('Grün'),
      event(candidate([image, sound])),
      text('.', { groundingMetadata }),
      stop(),
    )
    expect(said?.message).toMatchObject({
      images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' }, index: 0 }],
      audio: { data: 'BB==', transcript: '' },
      annotations: [
        { type: 'url_citation', url_citation: { url: 'https://a', title: 'A', start_index: 0, end_index: 4 } },
      ],
      provider_specific_fields: { grounding_metadata: groundingMetadata },
    })
  })

  it('says that its form was asked of the model itself', async () => {
    const { chunks } = await heard([text('{}'), stop()], { response_format: { type: 'json_object' } })
    const [choice] = assemble(chunks as Parameters<typeof assemble>[0]).choices
    expect(choice?.message).toMatchObject({ provider_specific_fields: { structured_output: 'native' } })
  })

  it('is what the plain answer would be', async () => {
    const parts = [
      { text: 'hm', thought: true },
      { text: 'a', thoughtSignature: 's' },
      { functionCall: { id: 'x', name: 'f', args: { a: [1] } }, thoughtSignature: 't' },
    ]
    const logprobsResult = {
      chosenCandidates: [{ token: 'a', logProbability: -0.5 }],
      topCandidates: [{ candidates: [{ token: 'b', logProbability: -1 }] }],
    }
    const whole = { ...candidate(parts, { finishReason: 'STOP', logprobsResult }), usageMetadata }
    const json = { headers: { 'content-type': 'application/json' }, pieces: [JSON.stringify(whole)] }
    const plain = (await wholeOf((await exchangeOf(gemini(), chatCall(), json).exchange).batches)).result()
    const streamed = await heard([...parts.map((part) => event(candidate([part]))), counted + stop()], {
      stream_options: { include_usage: true },
    })
    const together = assemble(streamed.chunks as Parameters<typeof assemble>[0])
    const logprobs = {
      content: [
        {
          ...{ token: 'a', logprob: -0.5, bytes: [97] },
          top_logprobs: [{ token: 'b', logprob: -1, bytes: [98] }],
        },
      ],
      refusal: null,
    }
    expect(plain.choices[0]).toMatchObject({ logprobs })
    const { choices, ...rest } = plain
    expect(together).toEqual({ ...rest, choices: choices.map(({ logprobs: _, ...choice }) => choice) })
  })
})
