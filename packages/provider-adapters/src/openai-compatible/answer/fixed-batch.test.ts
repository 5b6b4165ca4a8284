import { describe, expect, it } from 'vitest'
import { chatCall, eventStream, exchangeOf, hear } from '../../test-support/provider-call.test.ts'
import { openaiCompatible } from '../adapter.ts'
import type { AnswerFix } from './answer-fix.ts'
import { finishReasons } from './finish-reasons.ts'
import { reasoningName } from './reasoning-name.ts'
import { cachedTokens } from './usage-arithmetic.ts'
import { usageInGroq } from './usage-places.ts'

const answer: readonly AnswerFix[] = [
  reasoningName,
  finishReasons({ eos: 'stop', network_error: 'failed' }),
  cachedTokens('cached_tokens'),
  usageInGroq,
]
const adapter = openaiCompatible({ name: 'acme', defaultBase: 'https://api.acme.com/v1', answer })

const event = (delta: object, finish_reason: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'a', choices: [{ index: 0, delta, finish_reason }], ...more })}\n\n`
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const done = 'data: [DONE]\n\n'

async function heard(pieces: readonly string[], request: object = {}) {
  const { exchange } = exchangeOf(
    adapter,
    chatCall({ stream: true, ...request }, { stream: true }),
    eventStream(...pieces),
  )
  return hear((await exchange).batches)
}

describe('a stream that needs mending', () => {
  it('passes on the bytes of what does not', async () => {
    const plain = [event({ content: 'a' }), event({ content: 'b' }), event({}, 'stop')]
    expect((await heard([...plain, done])).raw).toBe(plain.join(''))
  })

  it('is mended where it does, after the first content too', async () => {
    const { chunks, raw } = await heard([
      event({ content: 'a' }),
      event({ reasoning: 'r' }),
      event({ content: 'b' }) + event({ reasoning: 's' }),
      event({}, 'eos') + done,
    ])
    expect(raw).toBe(event({ content: 'a' }))
    expect(chunks.flatMap(({ choices }) => choices)).toMatchObject([
      { delta: { content: 'a' } },
      { delta: { reasoning: 'r', reasoning_content: 'r' } },
      { delta: { content: 'b' } },
      { delta: { reasoning_content: 's' } },
      { finish_reason: 'stop' },
    ])
  })

  it('is mended in an event that lacks its end', async () => {
    expect((await heard([event({ reasoning: 'r' }, 'eos').trimEnd()])).finished).toEqual([[0, 'stop']])
  })

  it('tells its usage as OpenAI counts, whether or not the caller sees it', async () => {
    const counted = `data: ${JSON.stringify({ choices: [], usage: { ...usage, cached_tokens: 1 } })}\n\n`
    const quiet = await heard([event({ content: 'a' }), event({}, 'stop'), counted, done])
    expect(quiet.usage).toMatchObject({ prompt_tokens_details: { cached_tokens: 1 } })
    expect(quiet.chunks).toHaveLength(2)
    const asked = await heard([event({ content: 'a' }), counted, done], { stream_options: { include_usage: true } })
    expect(asked.chunks.at(-1)).toMatchObject({ usage: { prompt_tokens_details: { cached_tokens: 1 } } })
  })

  it('finds usage in another place, and leaves the bytes', async () => {
    const events = [event({ content: 'a' }), event({}, 'stop', { x_groq: { usage } })]
    const { raw, usage: found } = await heard([...events, done])
    expect(found).toEqual(usage)
    expect(raw).toBe(events.join(''))
  })

  it('fails where its finish reason is none', async () => {
    const { facts, text, finished } = await heard([event({ content: 'a' }) + event({}, 'network_error'), done])
    expect(facts.at(-1)?.error).toMatchObject({ kind: 'server' })
    expect([text, finished]).toEqual(['a', []])
    expect(facts.at(-1)).toMatchObject({ content: true, finished: [] })
  })

  it('has said nothing where it failed at once', async () => {
    const failed = event({ content: '' }, 'network_error')
    for (const pieces of [[event({ role: 'assistant', content: '' }), failed], [event({ role: 'assistant' }) + failed]])
      expect((await heard(pieces)).facts.at(-1)).toMatchObject({
        content: false,
        finished: [],
        error: { kind: 'server' },
      })
  })
})
