import OpenAI from 'openai'
import { ofOpenAI, tools } from '../official-clients/openai.test.ts'
import { results, type User } from './user.test.ts'

/** `openai`, which keeps of an answer what it knows. */
export function openaiUser(baseURL: string, apiKey: string): User {
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 })
  return {
    name: 'openai',
    chat: (model, prompt, withTools) => ofOpenAI(client, model).chat(prompt, withTools),
    stream: (model, prompt, withTools) => ofOpenAI(client, model).stream(prompt, withTools),
    async loop(model) {
      const question = { role: 'user' as const, content: 'Weather?' }
      const first = await client.chat.completions.stream({ model, messages: [question], tools }).finalChatCompletion()
      const message = first.choices[0]?.message
      if (!message) throw new Error('no choice')
      const answers = (message.tool_calls ?? []).map((call) => ({
        ...{ role: 'tool' as const, tool_call_id: call.id },
        content: call.type === 'function' ? (results[call.function.name] ?? '') : '',
      }))
      const { choices } = await client.chat.completions.create({
        model,
        messages: [question, message, ...answers],
        tools,
      })
      return choices[0]?.message.content ?? ''
    },
    thrown: (error) =>
      error instanceof OpenAI.APIError ? [error.constructor.name, error.status] : ['not its own', undefined],
  }
}
