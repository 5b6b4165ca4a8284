import {
  BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { allOf, names, type OfficialClient, parameters } from './official-client.test.ts'

export function ofAmazon(endpoint: string): OfficialClient {
  const client = new BedrockRuntimeClient({
    ...{ endpoint, region: 'us-east-1', requestHandler: new NodeHttpHandler(), maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIAUPSTREAM', secretAccessKey: 'secret' },
  })
  const params = (text: string, withTools: boolean) => ({
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    messages: [{ role: 'user' as const, content: [{ text }] }],
    ...(withTools
      ? { toolConfig: { tools: names.map((name) => ({ toolSpec: { name, inputSchema: { json: parameters } } })) } }
      : {}),
  })
  return {
    chat: async (prompt, withTools) => {
      const { output, usage } = await client.send(new ConverseCommand(params(prompt, withTools)))
      const content = output?.message?.content ?? []
      return {
        text: content.map(({ text = '' }) => text).join(''),
        reasoning: content.map((block) => block.reasoningContent?.reasoningText?.text ?? '').join(''),
        calls: content.flatMap(({ toolUse }) => (toolUse ? [[toolUse.name ?? '', toolUse.input] as const] : [])),
        prompt: (usage?.inputTokens ?? 0) + (usage?.cacheReadInputTokens ?? 0),
        completion: usage?.outputTokens,
      }
    },
    stream: async (prompt, withTools) => {
      const { stream } = await client.send(new ConverseStreamCommand(params(prompt, withTools)))
      const events = await allOf(stream)
      const deltas = events.flatMap(({ contentBlockDelta: event }) => event ?? [])
      const inputOf = (index: number | undefined): string =>
        deltas.map((event) => (event.contentBlockIndex === index ? (event.delta?.toolUse?.input ?? '') : '')).join('')
      const usage = events.find(({ metadata }) => metadata)?.metadata?.usage
      return {
        text: deltas.map(({ delta }) => delta?.text ?? '').join(''),
        reasoning: deltas.map(({ delta }) => delta?.reasoningContent?.text ?? '').join(''),
        calls: events.flatMap(({ contentBlockStart: begun }) =>
          begun?.start?.toolUse
            ? [[begun.start.toolUse.name ?? '', JSON.parse(inputOf(begun.contentBlockIndex) || '{}')] as const]
            : [],
        ),
        prompt: (usage?.inputTokens ?? 0) + (usage?.cacheReadInputTokens ?? 0),
        completion: usage?.outputTokens,
      }
    },
    embed: () =>
      Promise.all(
        ['a', 'b'].map(async (inputText) => {
          const command = new InvokeModelCommand({
            modelId: 'amazon.titan-embed-text-v2:0',
            body: JSON.stringify({ inputText }),
          })
          const { body } = await client.send(command)
          return (JSON.parse(body.transformToString()) as { embedding: number[] }).embedding
        }),
      ),
    statusOf: (error) => (error instanceof BedrockRuntimeServiceException ? error.$metadata.httpStatusCode : undefined),
  }
}
