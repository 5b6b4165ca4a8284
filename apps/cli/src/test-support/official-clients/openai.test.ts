import OpenAI from 'openai'
import { names, type OfficialClient, parameters, type Understood } from './official-client.test.ts'

/** The tools, as OpenAI has them. */
export const tools = names.map((name) => ({ type: 'function' as const, function: { name, parameters } }))

export function ofOpenAI(client: OpenAI, model = 'gpt-4o'): OfficialClient {
  const params = (content: string, withTools: boolean) => ({
    ...{ model, messages: [{ role: 'user' as const, content }] },
    ...(withTools ? { tools } : {}),
  })
  const understood = ({ choices, usage }: OpenAI.ChatCompletion): Understood => ({
    ...{ text: choices[0]?.message.content ?? '', reasoning: '' },
    calls: (choices[0]?.message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function' ? [[call.function.name, JSON.parse(call.function.arguments)] as const] : [],
    ),
    ...{ prompt: usage?.prompt_tokens, completion: usage?.completion_tokens },
  })
  return {
    chat: async (prompt, withTools) => understood(await client.chat.completions.create(params(prompt, withTools))),
    stream: async (prompt, withTools) => {
      const options = { stream_options: { include_usage: true } }
      return understood(
        await client.chat.completions.stream({ ...params(prompt, withTools), ...options }).finalChatCompletion(),
      )
    },
    embed: async () => {
      const { data } = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] })
      return data.map(({ embedding }) => embedding)
    },
    statusOf: (error) => (error instanceof OpenAI.APIError ? error.status : undefined),
  }
}
