import type { Batch, ProviderAdapter } from '@turnout/core'
import { type Step, scriptedProvider } from '@turnout/testing'

/** A scripted provider that says, as real ones do, how long a prompt was: about four characters a token. */
export function countingProvider(script: Readonly<Record<string, readonly Step[]>>, name: string): ProviderAdapter {
  const { chat } = scriptedProvider(script, name).operations
  if (!chat) throw new Error('a scripted provider chats')
  return {
    name,
    operations: {
      async chat(call) {
        const tokens = Math.ceil(JSON.stringify(call.request.messages).length / 4)
        const exchange = await chat(call)
        return { ...exchange, batches: counted(exchange.batches, tokens) }
      },
    },
  }
}

async function* counted(batches: AsyncIterable<Batch<'chat'>>, prompt_tokens: number): AsyncGenerator<Batch<'chat'>> {
  for await (const batch of batches) {
    if (batch.kind !== 'whole') throw new Error('streams have no usage here')
    const result = batch.result()
    const completion_tokens = Math.ceil((result.usage?.completion_tokens ?? 0) / 4)
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
    yield { ...batch, result: () => ({ ...result, usage }), usage: () => usage }
  }
}
