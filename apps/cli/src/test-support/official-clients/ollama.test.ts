import { Ollama } from 'ollama'
import { allOf, names, type OfficialClient, type Understood } from './official-client.test.ts'

export function ofOllama(host: string): OfficialClient {
  const client = new Ollama({ host })
  const params = (content: string, withTools: boolean) => ({
    ...{ model: 'llama3.2', messages: [{ role: 'user', content }] },
    ...(withTools
      ? {
          tools: names.map((name) => ({
            type: 'function',
            function: { name, description: '', parameters: { type: 'object' } },
          })),
        }
      : {}),
  })
  type Answer = Awaited<ReturnType<typeof client.chat>>
  const understood = (answers: readonly Answer[]): Understood => ({
    text: answers.map(({ message }) => message.content).join(''),
    reasoning: answers.map(({ message }) => message.thinking ?? '').join(''),
    calls: answers.flatMap(({ message }) =>
      (message.tool_calls ?? []).map((call) => [call.function.name, call.function.arguments] as const),
    ),
    ...{ prompt: answers.at(-1)?.prompt_eval_count, completion: answers.at(-1)?.eval_count },
  })
  const status = (error: object): number | undefined =>
    'status_code' in error && typeof error.status_code === 'number' ? error.status_code : undefined
  return {
    chat: async (prompt, withTools) => understood([await client.chat({ ...params(prompt, withTools), stream: false })]),
    stream: async (prompt, withTools) =>
      understood(await allOf(await client.chat({ ...params(prompt, withTools), stream: true }))),
    embed: async () => (await client.embed({ model: 'nomic-embed-text', input: ['a', 'b'] })).embeddings,
    statusOf: (error) => (error instanceof Error ? status(error) : undefined),
  }
}
