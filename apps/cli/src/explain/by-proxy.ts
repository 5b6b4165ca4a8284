import { isJsonObject, type Runtime } from '@turnout/core'
import { systemRuntime } from '@turnout/router'
import { type Answered, askProxy, type ProxyAddress } from './ask-proxy.ts'
import type { Asked } from './asked.ts'
import { wireNameOf } from './operations.ts'

/** What of a running proxy is to be drawn: what it would do, or what it did. */
export type Wanted =
  | { readonly asked: Asked; readonly tags: readonly string[] | undefined }
  | { readonly id: string }
  | 'last'

/** Its answer as JSON, or why there is none. */
export async function explainedByProxy(proxy: ProxyAddress, wanted: Wanted, runtime: Runtime = systemRuntime()) {
  try {
    const answered = await answerOf(runtime, proxy, wanted)
    if (answered.status === 200) return { body: wanted === 'last' ? lastOf(answered.body) : answered.body }
    return { why: `${proxy.url.href} answered with ${answered.status}${messageIn(answered.body)}` }
  } catch (error) {
    return { why: `${proxy.url.href} cannot be asked: ${error instanceof Error ? error.message : String(error)}` }
  } finally {
    await runtime.transport.close?.()
  }
}

function answerOf(runtime: Runtime, proxy: ProxyAddress, wanted: Wanted): Promise<Answered> {
  if (wanted === 'last') return askProxy(runtime, proxy, '/router/decisions?limit=1')
  if ('id' in wanted) return askProxy(runtime, proxy, `/router/decisions/${encodeURIComponent(wanted.id)}`)
  const { operation, request } = wanted.asked
  return askProxy(runtime, proxy, `/router/explain?operation=${wireNameOf(operation)}`, request, wanted.tags)
}

/** Of a list the newest. */
function lastOf(body: unknown): unknown {
  const list = isJsonObject(body) ? body['data'] : undefined
  return Array.isArray(list) ? list[0] : undefined
}

/** What the proxy says of it, in OpenAI's form of an error. */
function messageIn(body: unknown): string {
  const error = isJsonObject(body) ? body['error'] : undefined
  const message = isJsonObject(error) ? error['message'] : undefined
  return typeof message === 'string' ? `: ${message}` : ''
}
