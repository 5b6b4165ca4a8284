import { describe, expect, it } from 'vitest'
import { azure } from '../azure/index.ts'
import { openai } from '../openai/index.ts'
import { chatCall, exchangeOf, json } from '../test-support/provider-call.test.ts'
import { openaiCompatible } from './adapter.ts'
import { vendors } from './vendors.ts'

const signature = 'U0lHTkFUVVJF'
const toolCall = (id: string) => ({
  ...{ id, type: 'function', function: { name: 'weather', arguments: '{}' } },
  provider_specific_fields: { thought_signature: signature },
})
const ids = [`toolu_bdrk_${'x'.repeat(40)}`, `call_1__thought__${signature}`] as const

/** A conversation that others have begun: reasoning with their signatures, and parallel tools. */
const request = {
  model: 'group',
  messages: [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'Where is it warmer?' },
    {
      ...{ role: 'assistant', content: null, reasoning_content: 'Two calls.', tool_calls: ids.map(toolCall) },
      thinking_blocks: [{ type: 'thinking', thinking: 'Two calls.', signature, origin: 'anthropic' }],
      provider_specific_fields: { signature },
    },
    ...ids.map((tool_call_id) => ({ role: 'tool', tool_call_id, content: '20' })),
  ],
  max_completion_tokens: 100,
  temperature: 0.5,
}

interface Sent {
  readonly messages: readonly {
    readonly role: string
    readonly tool_call_id?: string
    readonly tool_calls?: readonly { readonly id: string }[]
  }[]
  readonly [key: string]: unknown
}

async function sentBy(adapter: ReturnType<typeof openaiCompatible>): Promise<{ sent: Sent; text: string }> {
  const call = chatCall({}, { deployment: { model: 'm', apiBase: 'https://acme.com/v1' } })
  const given = { ...call, request, raw: JSON.stringify(request) }
  const { transport, exchange } = exchangeOf(adapter, given, json('{"choices":[{"index":0}]}'))
  await exchange
  const text = transport.seen[0]?.body ?? expect.fail('nothing was sent')
  return { sent: JSON.parse(text), text }
}

/** A proxy like this one may know what to do with signatures. */
const adapters = [openai(), azure(), ...Object.values(vendors).map(openaiCompatible)].filter(
  ({ name, operations }) => name !== 'litellm_proxy' && operations.chat,
)

describe.each(adapters)('$name goes on with a conversation of others', (adapter) => {
  it('without their signatures', async () => {
    expect((await sentBy(adapter)).text).not.toContain(signature)
  })

  it('with each answer to its call', async () => {
    const { messages } = (await sentBy(adapter)).sent
    const called = messages.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id))
    expect(new Set(called).size).toBe(2)
    expect(messages.flatMap(({ tool_call_id: id }) => id ?? [])).toEqual(called)
  })

  it('with a limit under one name', async () => {
    const { max_tokens, max_completion_tokens, temperature } = (await sentBy(adapter)).sent
    expect([max_tokens, max_completion_tokens].filter((limit) => limit !== undefined)).toEqual([100])
    expect(temperature).toBe(0.5)
  })
})

describe('of what they send', () => {
  const namesWith = async (holds: (sent: Sent) => boolean) => {
    const all = await Promise.all(adapters.map(async (adapter) => ({ adapter, ...(await sentBy(adapter)) })))
    return all.filter(({ sent }) => holds(sent)).map(({ adapter }) => adapter.name)
  }

  it('a developer speaks to those who know the role', async () => {
    const names = await namesWith(({ messages }) => messages[0]?.role === 'developer')
    expect(names.sort()).toEqual([
      'azure',
      'azure_ai',
      'bedrock_mantle',
      'custom_openai',
      'github',
      'openai',
      'openrouter',
      'vercel_ai_gateway',
      'xai',
    ])
  })

  it('reasoning goes back to those who want it', async () => {
    const names = await namesWith(({ messages }) => messages.some((message) => 'reasoning_content' in message))
    expect(names.sort()).toEqual([
      ...[
        'custom_openai',
        'deepseek',
        'fireworks_ai',
        'hosted_vllm',
        'llamafile',
        'lm_studio',
        'moonshot',
        'openai_like',
      ],
      ...['xai', 'zai'],
    ])
  })

  it('Mistral gets ids of nine letters', async () => {
    const names = await namesWith(({ messages }) => /^[a-zA-Z0-9]{9}$/.test(messages[3]?.tool_call_id ?? ''))
    expect(names).toEqual(['mistral'])
  })
})
