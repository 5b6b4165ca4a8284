import type { Exchange, OperationName, ProviderAdapter, ProviderCall, ResultOf } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { chatScript } from '../offline/chat-script.ts'
import { embeddingResult } from '../offline/embedding-result.ts'
import { rerankResult } from '../offline/rerank-result.ts'
import type { Script } from '../offline/script.ts'
import { streamed } from '../offline/streamed.ts'
import { textScript } from '../offline/text-script.ts'
import { whole } from '../offline/whole.ts'
import { breakIn, failureIn } from './failures.ts'

/** What a stream says before it breaks, and some more that is never said. */
const brokenOff = 'This is a mock.'

/** Answers with the deployment's `mockResponse`, at once and without a network; LiteLLM's special texts fail instead. */
export function mock(): ProviderAdapter {
  return {
    name: 'mock',
    operations: {
      chat: converse(chatScript),
      textCompletion: converse(textScript),
      embedding: atOnce(embeddingResult),
      rerank: atOnce(rerankResult),
    },
  }
}

const converse =
  <O extends 'chat' | 'textCompletion'>(script: (call: ProviderCall<O>, answer: string) => Script<O>) =>
  async (call: ProviderCall<O>): Promise<Exchange<O>> => {
    const response = responseTo(call)
    const failure = breakIn(response)
    if (failure && call.stream) return streamed(call, script(call, brokenOff), { cut: { at: 1, failure } })
    if (failure) throw failure
    return call.stream ? streamed(call, script(call, response)) : whole(script(call, response).result)
  }

const atOnce =
  <O extends 'embedding' | 'rerank'>(answer: (call: ProviderCall<O>) => ResultOf<O>) =>
  async (call: ProviderCall<O>): Promise<Exchange<O>> => {
    const failure = breakIn(responseTo(call))
    if (failure) throw failure
    return whole(answer(call))
  }

function responseTo({ deployment, scope }: ProviderCall<OperationName>): string {
  if (scope.reason) throw scope.reason
  const { mockResponse } = deployment
  if (mockResponse === undefined) throw misconfigured('A deployment of mock needs a mock_response.')
  const failure = failureIn(mockResponse)
  if (failure) throw failure
  return mockResponse
}
