import type { Exchange } from '@turnout/core'
import { betasOf, chatBody, EventTranslator, wholeAnswer } from '../anthropic/index.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { type Access, requestTo } from './access.ts'

/** Claude on Vertex AI: Anthropic's body without the model, with a version of its own ("Claude on Vertex AI", "Messages API"). */
export function claudeChat(granted: Access<'chat'>, resource: string): Promise<Exchange<'chat'>> {
  const { call } = granted
  const betas = [...new Set([...statedBetas(granted.headers), ...betasOf(call)])]
  const body = chatBody(call, {
    anthropic_version: 'vertex-2023-10-16',
    ...(betas.length > 0 ? { anthropic_beta: betas } : {}),
  })
  const request = requestTo(granted, `${resource}:${call.stream ? 'streamRawPredict' : 'rawPredict'}`, body)
  return openExchange(call, request, {
    whole: (answer) => wholeAnswer(answer, call),
    stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
  })
}

/** What stands in a header at Anthropic's stands in the body here. */
const statedBetas = (headers: readonly string[]): readonly string[] =>
  headers
    .filter((_, at) => at % 2 === 1 && headers[at - 1]?.toLowerCase() === 'anthropic-beta')
    .flatMap((value) => value.split(',').map((beta) => beta.trim()))
