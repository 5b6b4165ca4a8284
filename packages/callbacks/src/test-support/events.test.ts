import {
  type AttemptRecord,
  type ErrorKind,
  errorTable,
  type RequestEnd,
  type RequestFailure,
  type RouterEvent,
} from '@turnout/core'

export const failureOf = (kind: ErrorKind): RequestFailure => {
  const { status, code } = errorTable[kind]
  return { kind, status, code, message: 'a private message' }
}

export const attemptOf = (
  deploymentId: string,
  kind?: ErrorKind,
  given: Partial<AttemptRecord> = {},
): AttemptRecord => ({
  ...{ attemptId: 'a', group: 'chat', deploymentId, provider: 'scripted', startedMs: 1_000, endedMs: 1_400 },
  ...(kind ? { failure: { kind, className: errorTable[kind].className, message: 'm' } } : { firstContentMs: 1_200 }),
  ...given,
})

export const endOf = (given: Partial<RequestEnd> = {}): RequestEnd => ({
  ...{ type: 'request-end', requestId: 'r', atMs: 1_500, operation: 'chat', model: 'chat', asked: 'chat' },
  ...{
    group: 'chat',
    stream: false,
    durationMs: 600,
    overheadMs: 2,
    attempts: [attemptOf('east')],
    fallbacks: 0,
    tags: [],
    wallMs: 1_700_000_001_500,
  },
  ...{ usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
  ...given,
})

export const refusedOf = (model: string | undefined, kind: ErrorKind): RouterEvent => ({
  ...{ type: 'request-refused', requestId: 'r', atMs: 1, operation: 'chat', model, failure: failureOf(kind) },
})
