import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { APICallError, generateText, jsonSchema, stepCountIs, streamText, type ToolSet, tool } from 'ai'
import { names, parameters, type Understood } from '../official-clients/official-client.test.ts'
import { results, type User } from './user.test.ts'

interface Told {
  readonly text: string
  readonly reasoningText: string | undefined
  readonly toolCalls: readonly { readonly toolName: string; readonly input: unknown }[]
  readonly usage: { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined }
}

const understood = ({ text, reasoningText = '', toolCalls, usage }: Told): Understood => ({
  ...{ text, reasoning: reasoningText, calls: toolCalls.map(({ toolName, input }) => [toolName, input] as const) },
  ...{ prompt: usage.inputTokens, completion: usage.outputTokens },
})

const declared: ToolSet = Object.fromEntries(names.map((name) => [name, tool({ inputSchema: jsonSchema(parameters) })]))

const run: ToolSet = Object.fromEntries(
  names.map((name) => [name, tool({ inputSchema: jsonSchema(parameters), execute: async () => results[name] })]),
)

/** `ai` with `@ai-sdk/openai-compatible`, which runs the tools by itself. */
export function aiUser(baseURL: string, apiKey: string): User {
  const provider = createOpenAICompatible({ name: 'turnout', baseURL, apiKey, includeUsage: true })
  const asked = (model: string, prompt: string, withTools: boolean) => ({
    ...{ model: provider(model), prompt, maxRetries: 0, tools: withTools ? declared : {} },
  })
  return {
    name: 'ai',
    chat: async (model, prompt, withTools) => understood(await generateText(asked(model, prompt, withTools))),
    stream: async (model, prompt, withTools) => {
      const failures: unknown[] = []
      const onError = ({ error }: { error: unknown }) => void failures.push(error)
      const told = streamText({ ...asked(model, prompt, withTools), onError })
      await told.consumeStream()
      if (failures.length > 0) throw failures[0]
      const [text, reasoningText, toolCalls, usage] = await Promise.all([
        told.text,
        told.reasoningText,
        told.toolCalls,
        told.usage,
      ])
      return understood({ text, reasoningText, toolCalls, usage })
    },
    loop: async (model) => {
      const asked = { model: provider(model), prompt: 'Weather?', tools: run, maxRetries: 0, stopWhen: stepCountIs(3) }
      return (await generateText(asked)).text
    },
    thrown: (error) => (APICallError.isInstance(error) ? [error.name, error.statusCode] : ['not its own', undefined]),
  }
}
