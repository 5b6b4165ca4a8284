import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, failureOf, hear } from '../test-support/provider-call.test.ts'
import { anthropic } from './anthropic.ts'

const event = (data: { type: string; [key: string]: unknown }) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
const start = event({
  type: 'message_start',
  message: { id: 'msg_1', model: 'claude-x', usage: { input_tokens: 3, output_tokens: 1 } },
})
const open = event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } })
const text = (text: string) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
const ping = event({ type: 'ping' })
const close = event({ type: 'content_block_stop', index: 0 })
const delta = (stop_reason: string, usage: object = { output_tokens: 5 }) =>
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage })
const stop = event({ type: 'message_stop' })
const overloaded = event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })

async function heard(pieces: readonly (string | Uint8Array)[], request: object = {}) {
  const { exchange } = exchangeOf(anthropic(), chatCall(request, { stream: true }), eventStream(...pieces))
  return hear((await exchange).batches)
}

const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8, prompt_tokens_details: { cached_tokens: 0 } }

describe('an Anthropic stream', () => {
  it('becomes OpenAI chunks', async () => {
    const { chunks, facts } = await heard([start + open + text('Hel') + text('lo') + close + delta('end_turn') + stop])
    const same = { id: 'msg_1', object: 'chat.completion.chunk', created: 1_700_001_000, model: 'claude-x' }
    const choice = (delta: object, finish_reason: string | null = null) => ({
      ...{ ...same, choices: [{ index: 0, delta, finish_reason }] },
    })
    expect(chunks).toEqual([
      choice({ role: 'assistant', content: '' }),
      choice({ content: 'Hel' }),
      choice({ content: 'lo' }),
      choice({}, 'stop'),
    ])
    expect(facts).toEqual([{ content: true, choices: 1, finished: [0], done: true, usage, events: 3 }])
  })

  it('does not take its start, or a ping, for content', async () => {
    const { facts } = await heard([start, ping, open, text('a'), delta('end_turn'), stop])
    expect(facts.map(({ content }) => content)).toEqual([false, true, true, false])
  })

  it('counts the events with content in a batch', async () => {
    const pieces = [start + open, text('a') + ping + text('b') + text('c'), text('d'), close + delta('end_turn'), stop]
    expect((await heard(pieces)).facts.map(({ events }) => events)).toEqual([0, 3, 1, 1, 0])
  })

  it('reads characters that were cut', async () => {
    const bytes = new TextEncoder().encode(start + text('Grüße 🎉') + delta('end_turn') + stop)
    expect((await heard([...bytes].map((byte) => Uint8Array.of(byte)))).text).toBe('Grüße 🎉')
  })

  it('reads a last event that lacks its blank line', async () => {
    expect(await heard([start, text('a'), delta('end_turn'), stop.trimEnd()])).toMatchObject({ done: true, usage })
  })

  it('begins once, also where it says so twice', async () => {
    const { chunks, text: said } = await heard([start + start + text('a') + delta('end_turn') + stop])
    expect(chunks).toHaveLength(3)
    expect(said).toBe('a')
  })

  it.each([
    ['max_tokens', 'length'],
    ['stop_sequence', 'stop'],
    ['refusal', 'content_filter'],
  ])('ends %s with %s', async (reason, expected) => {
    expect((await heard([start, delta(reason), stop])).finished).toEqual([[0, expected]])
  })

  it('counts the whole usage, cached tokens included, the latest figures last', async () => {
    const first = { input_tokens: 3, output_tokens: 1, cache_read_input_tokens: 10, cache_creation_input_tokens: null }
    const begin = event({ type: 'message_start', message: { id: 'm', model: 'c', usage: first } })
    const later = { output_tokens: 7, cache_creation_input_tokens: 100, input_tokens: null }
    expect((await heard([begin, text('a'), delta('end_turn', later), stop])).usage).toEqual({
      ...{ prompt_tokens: 113, completion_tokens: 7, total_tokens: 120 },
      prompt_tokens_details: { cached_tokens: 10, cache_creation_tokens: 100 },
    })
  })

  it('ends with a usage chunk only where the caller asked', async () => {
    const pieces = [start, text('a'), delta('end_turn'), stop]
    const asked = await heard(pieces, { stream_options: { include_usage: true } })
    expect(asked.chunks.at(-1)).toMatchObject({ id: 'msg_1', choices: [], usage })
    expect((await heard(pieces)).chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
  })

  it('passes over deltas without a block, and events it does not know', async () => {
    const thinking = event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } })
    const { text: said, facts } = await heard([
      start,
      thinking,
      event({ type: 'news' }),
      text('a'),
      delta('end_turn'),
      stop,
    ])
    expect(said).toBe('a')
    expect(facts[1]?.content).toBe(true)
  })

  const starts = (index: number, content_block: object) => event({ type: 'content_block_start', index, content_block })
  const adds = (index: number, delta: object) => event({ type: 'content_block_delta', index, delta })
  const stops = (index: number) => event({ type: 'content_block_stop', index })
  const assembled = async (...pieces: string[]) => {
    const { chunks } = await heard([start, ...pieces, stop])
    return assemble(chunks as Parameters<typeof assemble>[0]).choices[0]
  }
  const args = (index: number, partial_json: string) => adds(index, { type: 'input_json_delta', partial_json })

  it('numbers tool calls by themselves, and gives those without arguments none', async () => {
    const choice = await assembled(
      ...[text('Let me see. '), close, starts(1, { type: 'tool_use', id: 'toolu_1', name: 'a', input: {} })],
      ...[args(1, ''), args(1, '{"x":'), args(1, '1}'), stops(1)],
      ...[starts(2, { type: 'tool_use', id: 'toolu_2', name: 'b', input: {} }), stops(2)],
      ...[starts(3, { type: 'tool_use', id: 'toolu_3', name: 'c', input: { y: 2 } }), delta('tool_use')],
    )
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: 'Let me see. ' } })
    expect(choice?.message.tool_calls).toEqual([
      { id: 'toolu_1', type: 'function', function: { name: 'a', arguments: '{"x":1}' } },
      { id: 'toolu_2', type: 'function', function: { name: 'b', arguments: '{}' } },
      { id: 'toolu_3', type: 'function', function: { name: 'c', arguments: '{"y":2}' } },
    ])
  })

  it('keeps a signature with its thoughts, though they are left out', async () => {
    const choice = await assembled(
      ...[starts(0, { type: 'thinking', thinking: '', signature: '' }), adds(0, { thinking: 'hm ' })],
      ...[adds(0, { thinking: 'so' }), adds(0, { type: 'signature_delta', signature: 's1' }), stops(0)],
      ...[starts(1, { type: 'redacted_thinking', data: 'r' }), stops(1)],
      ...[starts(2, { type: 'thinking', thinking: '' }), adds(2, { signature: 's2' }), delta('end_turn')],
    )
    expect(choice?.message).toMatchObject({
      reasoning_content: 'hm so',
      thinking_blocks: [
        { type: 'thinking', thinking: 'hm so', signature: 's1', origin: 'anthropic' },
        { type: 'redacted_thinking', data: 'r', origin: 'anthropic' },
        { type: 'thinking', thinking: '', signature: 's2', origin: 'anthropic' },
      ],
    })
  })

  it('tells where a text was taken from', async () => {
    const citation = { type: 'web_search_result_location', url: 'http://x/', title: 'X', cited_text: 'b' }
    const document = { type: 'char_location', document_index: 0, cited_text: 'b' }
    const choice = await assembled(
      ...[
        open,
        text('a'),
        close,
        starts(1, { type: 'text', text: '' }),
        adds(1, { type: 'citations_delta', citation }),
      ],
      ...[adds(1, { citation: document }), adds(1, { type: 'text_delta', text: 'bc' }), stops(1), delta('end_turn')],
    )
    const at = { start_index: 1, end_index: 3 }
    expect(choice?.message).toMatchObject({
      annotations: [{ type: 'url_citation', url_citation: { url: 'http://x/', title: 'X', ...at } }],
      provider_specific_fields: {
        citations: [
          { ...citation, ...at },
          { ...document, ...at },
        ],
      },
    })
  })

  it("keeps what the provider's own tools did", async () => {
    const use = { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: {} }
    const result = { type: 'web_search_tool_result', tool_use_id: 'srv_1', content: [] }
    const choice = await assembled(
      ...[starts(0, use), args(0, '{"query":"x"}'), stops(0), starts(1, result), stops(1), delta('pause_turn')],
    )
    expect(choice?.finish_reason).toBe('stop')
    expect(choice?.message['provider_specific_fields']).toEqual({
      content_blocks: [{ ...use, input: { query: 'x' } }, result],
      stop_reason: 'pause_turn',
    })
  })

  it('says why it refused', async () => {
    const stop_details = { type: 'refusal', category: 'bio', explanation: 'No.' }
    const end = event({ type: 'message_delta', delta: { stop_reason: 'refusal', stop_details }, usage: {} })
    const choice = await assembled(text('W'), end)
    expect(choice).toMatchObject({
      finish_reason: 'content_filter',
      message: { refusal: 'No.', provider_specific_fields: { stop_reason: 'refusal', stop_details } },
    })
  })

  it('has ended well where only the reason is missing', async () => {
    expect(await heard([start, text('a'), stop])).toMatchObject({ finished: [[0, 'stop']], done: true })
  })

  it.each([
    ['overloaded_error', 'unavailable'],
    ['rate_limit_error', 'rate-limit'],
    ['invalid_request_error', 'bad-request'],
    ['authentication_error', 'authentication'],
    ['billing_error', 'quota'],
    ['not_found_error', 'not-found'],
    ['timeout_error', 'timeout'],
    ['api_error', 'server'],
    ['something new', 'server'],
  ])('tells of an %s before any content', async (type, kind) => {
    const { facts } = await heard([start, event({ type: 'error', error: { type, message: 'm' } })])
    expect(facts.at(-1)).toMatchObject({ content: false, error: { kind } })
  })

  it('is whole, and counted, where only its last event is missing', async () => {
    const { done, usage: counted } = await heard([start + open + text('a') + close + delta('end_turn')])
    expect(done).toBe(true)
    expect(counted).toEqual(usage)
    expect((await heard([start + open + text('a') + close])).done).toBe(false)
  })

  it('tells of an error after content', async () => {
    const { facts, text: said } = await heard([start, text('a'), overloaded])
    expect(said).toBe('a')
    expect(facts.at(-1)?.error).toMatchObject({ kind: 'unavailable' })
  })

  it('says nothing more after an error', async () => {
    expect((await heard([start + text('a') + overloaded + text('b')])).text).toBe('a')
    expect((await heard([start, text('a'), overloaded, text('b'), stop])).text).toBe('a')
  })

  it.each(['oops', 'null', '{}', '{"type":'])('does not believe an event with %j', async (data) => {
    const { facts } = await heard([start, `data: ${data}\n\n`])
    expect(facts.at(-1)?.error).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it('refuses an event that is longer than 16 MiB', async () => {
    const pieces = [start, 'data: {"type":"', ...Array(17).fill('x'.repeat(1024 * 1024))]
    expect(await failureOf(heard(pieces))).toMatchObject({ kind: 'server', code: 'upstream_too_large' })
  })
})
