import { type BaseMessageLike, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { allOf, type Understood } from '../official-clients/official-client.test.ts'
import { tools } from '../official-clients/openai.test.ts'
import { results, type User } from './user.test.ts'

interface Told {
  readonly text: string
  readonly additional_kwargs: Readonly<Record<string, unknown>>
  readonly tool_calls?: readonly { readonly name: string; readonly args: unknown }[]
  readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number } | undefined
}

const understood = (message: Told): Understood => ({
  ...{ text: message.text, reasoning: String(message.additional_kwargs['reasoning_content'] ?? '') },
  calls: (message.tool_calls ?? []).map(({ name, args }) => [name, args] as const),
  ...{ prompt: message.usage_metadata?.input_tokens, completion: message.usage_metadata?.output_tokens },
})

/** `@langchain/openai`. */
export function langchainUser(baseURL: string, apiKey: string): User {
  const modelOf = (model: string, withTools: boolean) => {
    const chat = new ChatOpenAI({ model, apiKey, configuration: { baseURL }, maxRetries: 0, useResponsesApi: false })
    return withTools ? chat.bindTools(tools) : chat
  }
  return {
    name: 'langchain',
    chat: async (model, prompt, withTools) => understood(await modelOf(model, withTools).invoke(prompt)),
    stream: async (model, prompt, withTools) => {
      const chunks = await allOf(await modelOf(model, withTools).stream(prompt))
      return understood(chunks.reduce((all, chunk) => all.concat(chunk)))
    },
    async loop(model) {
      const chat = modelOf(model, true)
      const question = new HumanMessage('Weather?')
      const message = await chat.invoke([question])
      const answers = (message.tool_calls ?? []).map(
        ({ id = '', name }) => new ToolMessage({ tool_call_id: id, content: results[name] ?? '' }),
      )
      const conversation: BaseMessageLike[] = [question, message, ...answers]
      return (await chat.invoke(conversation)).text
    },
    thrown: (error) =>
      error instanceof Error
        ? [error.constructor.name, 'status' in error && typeof error.status === 'number' ? error.status : undefined]
        : ['not its own', undefined],
  }
}
