import {
  CancelScope,
  type Transport,
  type TransportController,
  type TransportHandler,
  type TransportRequest,
} from '@turnout/core'
import { type Mock, vi } from 'vitest'
import { send } from '../kit/send.ts'

export const request: TransportRequest = { origin: 'http://x', path: '/', method: 'POST', headers: [], body: '' }

/** One request on a wire that the test plays by hand. */
export function wire(scope = new CancelScope(), wholeBytes?: number) {
  const controller: { [K in keyof TransportController]: Mock<TransportController[K]> } = {
    pause: vi.fn(),
    resume: vi.fn(),
    abort: vi.fn(),
  }
  let handler: TransportHandler | undefined
  const dispatch: Mock<Transport['dispatch']> = vi.fn((_request, given) => {
    handler = given
  })
  const answer = send({ dispatch }, request, scope, wholeBytes)
  answer.catch(() => {})
  const on = () => handler as TransportHandler
  return {
    ...{ answer, controller, dispatch, scope },
    begin: () => on().onRequestStart(controller),
    head: (status = 200) => on().onResponseStart(controller, status, { 'content-type': 'x' }),
    data: (piece: string | Uint8Array) => on().onResponseData(controller, Buffer.from(piece as string)),
    end: () => on().onResponseEnd(controller, {}),
    fail: (error: Error) => on().onResponseError(controller, error),
  }
}

/** A wire on which the head has come. */
export async function begun(): Promise<ReturnType<typeof wire>> {
  const it = wire()
  it.begin()
  it.head()
  await it.answer
  return it
}

/** The same for an answer that is wanted as a whole. */
export function collecting(wholeBytes: number, status = 200): ReturnType<typeof wire> {
  const it = wire(undefined, wholeBytes)
  it.begin()
  it.head(status)
  return it
}
