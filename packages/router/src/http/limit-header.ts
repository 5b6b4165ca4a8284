const limitName = /^x-ratelimit-[\w-]+$/

/** Amounts, times and names are short. */
const short = /^[\x20-\x7e]{0,32}$/
const likeCredential = /\w{16}/

/** Whether a provider's header tells of its limits and may pass on; a credential that is repeated in one may not. */
export const isLimitHeader = (name: string, value: unknown): value is string =>
  limitName.test(name) && typeof value === 'string' && short.test(value) && !likeCredential.test(value)
