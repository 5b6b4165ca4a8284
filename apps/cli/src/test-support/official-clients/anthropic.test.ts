import Anthropic, { APIError as AnthropicError } from '@anthropic-ai/sdk'
import { names, type OfficialClient, parameters, type Understood } from './official-client.test.ts'

export function ofAnthropic(baseURL: string): OfficialClient {
  const client = new Anthropic({ baseURL, apiKey: 'upstream-key', maxRetries: 0 })
  const params = (content: string, withTools: boolean) => ({
    ...{ model: 'claude-haiku-4-5', max_tokens: 99, messages: [{ role: 'user' as const, content }] },
    ...(withTools ? { tools: names.map((name) => ({ name, input_schema: parameters })) } : {}),
  })
  const understood = ({ content, usage }: Anthropic.Message): Understood => ({
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [[block.name, block.input] as const] : [])),
    prompt: usage.input_tokens + (usage.cache_read_input_tokens ?? 0),
    completion: usage.output_tokens,
  })
  return {
    chat: async (prompt, withTools) => understood(await client.messages.create(params(prompt, withTools))),
    stream: async (prompt, withTools) =>
      understood(await client.messages.stream(params(prompt, withTools)).finalMessage()),
    statusOf: (error) => (error instanceof AnthropicError ? error.status : undefined),
  }
}
