import type { Asking, FaultCase, GoodRequest, Outcome } from '../case.ts'
import { completion } from '../chat-text.ts'
import { goodText } from '../client.ts'
import { json } from '../http-text.ts'
import { answered } from '../outcomes.ts'
import { type Script, send } from '../script.ts'

const well = [send(json(200, completion()))]

/** The upstream is well: it is the request that is not. A refused one must not reach it. */
export const odd = (row: string, title: string, asking: Asking, ...right: readonly Outcome[]): FaultCase => ({
  ...{ row, title, asking, right, upstream: [well] },
  ...(right.includes(answered) ? {} : { mostAttempts: 0 }),
})
/** For others it is the provider's business. */
export const ours = (one: FaultCase): FaultCase => ({ ...one, mayPass: true })
export const sends = (bytes: (asked: GoodRequest) => string | Uint8Array): Asking => ({
  script: (asked): Script => [send(bytes(asked))],
})
export const body = (change: (good: string) => string): Asking =>
  sends((asked) => goodText({ ...asked, body: change(asked.body) }))
export const headers = (...lines: readonly string[]): Asking =>
  sends((asked) => goodText({ ...asked, headers: [...asked.headers, ...lines] }))
export const path = (to: (good: string, host: string) => string): Asking =>
  sends((asked) => goodText({ ...asked, path: to(asked.path, asked.headers[0]?.slice('host: '.length) ?? '') }))
