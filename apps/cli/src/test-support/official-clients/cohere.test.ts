import { type Cohere, CohereClientV2, CohereError } from 'cohere-ai'
import { allOf, names, type OfficialClient, parameters } from './official-client.test.ts'

export function ofCohere(environment: string): OfficialClient {
  const client = new CohereClientV2({ token: 'upstream-key', environment, maxRetries: 0 })
  const params = (content: string, withTools: boolean) => ({
    ...{ model: 'command-a-03-2025', messages: [{ role: 'user' as const, content }] },
    ...(withTools
      ? { tools: names.map((name) => ({ type: 'function' as const, function: { name, parameters } })) }
      : {}),
  })
  const callsOf = (calls: readonly Cohere.ToolCallV2[] = []) =>
    calls.map(({ function: called }) => [called?.name ?? '', JSON.parse(called?.arguments || '{}')] as const)
  return {
    chat: async (prompt, withTools) => {
      const { message, usage } = await client.chat(params(prompt, withTools))
      const content = message.content ?? []
      return {
        text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
        reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
        calls: callsOf(message.toolCalls),
        ...{ prompt: usage?.tokens?.inputTokens, completion: usage?.tokens?.outputTokens },
      }
    },
    stream: async (prompt, withTools) => {
      const events = await allOf(await client.chatStream(params(prompt, withTools)))
      const calls: { function: { name: string; arguments: string } }[] = []
      const [text, thoughts]: [string[], string[]] = [[], []]
      let usage: Cohere.Usage | undefined
      for (const event of events) {
        if (event.type === 'content-delta') {
          text.push(event.delta?.message?.content?.text ?? '')
          thoughts.push(event.delta?.message?.content?.thinking ?? '')
        }
        const called =
          event.type === 'tool-call-start' || event.type === 'tool-call-delta'
            ? event.delta?.message?.toolCalls
            : undefined
        if (event.type === 'tool-call-start') {
          const { function: begun } = event.delta?.message?.toolCalls ?? {}
          calls.push({ function: { name: begun?.name ?? '', arguments: begun?.arguments ?? '' } })
        } else if (called) {
          const last = calls.at(-1)
          if (last) last.function.arguments += called.function?.arguments ?? ''
        }
        if (event.type === 'message-end') usage = event.delta?.usage
      }
      return {
        ...{ text: text.join(''), reasoning: thoughts.join('') },
        calls: calls.map(({ function: called }) => [called.name, JSON.parse(called.arguments || '{}')] as const),
        ...{ prompt: usage?.tokens?.inputTokens, completion: usage?.tokens?.outputTokens },
      }
    },
    embed: async () => {
      const asked = {
        model: 'embed-v4.0',
        texts: ['a', 'b'],
        inputType: 'search_document' as const,
        embeddingTypes: ['float' as const],
      }
      return (await client.embed(asked)).embeddings.float ?? []
    },
    statusOf: (error) => (error instanceof CohereError ? error.statusCode : undefined),
  }
}
