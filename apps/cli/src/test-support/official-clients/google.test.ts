import { ApiError as GoogleError, type GoogleGenAI } from '@google/genai'
import { allOf, names, type OfficialClient, parameters, type Understood } from './official-client.test.ts'

export function ofGoogle(client: GoogleGenAI): OfficialClient {
  const params = (contents: string, withTools: boolean) => ({
    ...{ model: 'gemini-3-flash-preview', contents },
    config: withTools
      ? { tools: [{ functionDeclarations: names.map((name) => ({ name, parametersJsonSchema: parameters })) }] }
      : {},
  })
  type Answer = Awaited<ReturnType<typeof client.models.generateContent>>
  const understood = (answers: readonly Answer[]): Understood => {
    const parts = answers.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
    const usage = answers.at(-1)?.usageMetadata
    return {
      text: parts.map(({ text = '', thought }) => (thought ? '' : text)).join(''),
      reasoning: parts.map(({ text = '', thought }) => (thought ? text : '')).join(''),
      calls: parts.flatMap(({ functionCall: call }) => (call ? [[call.name ?? '', call.args] as const] : [])),
      prompt: usage?.promptTokenCount,
      completion: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
    }
  }
  return {
    chat: async (prompt, withTools) => understood([await client.models.generateContent(params(prompt, withTools))]),
    stream: async (prompt, withTools) =>
      understood(await allOf(await client.models.generateContentStream(params(prompt, withTools)))),
    embed: async () => {
      const { embeddings = [] } = await client.models.embedContent({
        model: 'text-embedding-005',
        contents: ['a', 'b'],
      })
      return embeddings.map(({ values = [] }) => values)
    },
    statusOf: (error) => (error instanceof GoogleError ? error.status : undefined),
  }
}
