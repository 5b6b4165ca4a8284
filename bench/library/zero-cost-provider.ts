import type { Batch, Exchange, ProviderAdapter } from '@turnout/core'

const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 }
const completion = {
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_790_000_000,
  model: 'bench',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage,
}
const answer: Batch<'chat'> = { kind: 'whole', result: () => completion, usage: () => usage }
const head = { status: 200, headers: {} }

async function* batches(): AsyncGenerator<Batch<'chat'>> {
  yield answer
}

export const answerAtOnce = async (): Promise<Exchange<'chat'>> => ({
  head,
  batches: batches(),
  cancel: () => undefined,
})

/** A model that is asked and answers in no time, in this process. */
export const zeroCostProvider: ProviderAdapter = { name: 'zero', operations: { chat: answerAtOnce } }
