/** The statuses that exceptions have outside of streams (Bedrock API reference, "ConverseStream", "Errors"). */
const statuses: Readonly<Record<string, number>> = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ModelTimeoutException: 408,
  ModelStreamErrorException: 424,
  ModelErrorException: 424,
  ThrottlingException: 429,
  ModelNotReadyException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
}

/** The status of an exception by its name. */
export const exceptionStatus = (name: string): number => (Object.hasOwn(statuses, name) ? (statuses[name] ?? 500) : 500)
