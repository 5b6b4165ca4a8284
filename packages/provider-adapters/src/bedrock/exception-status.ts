/** The statuses that exceptions have outside of streams (Bedrock API reference, "ConverseStream", "Errors"). */
const statuses: Readonly<Record<string, number>> = {
  validation: 400,
  accessDenied: 403,
  resourceNotFound: 404,
  modelTimeout: 408,
  modelStreamError: 424,
  modelError: 424,
  throttling: 429,
  modelNotReady: 429,
  internalServer: 500,
  serviceUnavailable: 503,
}

/** By the name of an exception, whichever way it is written: `throttlingException`, `ThrottlingException`. */
export function exceptionStatus(type: string): number {
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`.replace(/Exception$/, '')
  return Object.hasOwn(statuses, name) ? (statuses[name] ?? 500) : 500
}
