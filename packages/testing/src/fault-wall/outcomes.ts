import type { Outcome } from './case.ts'

/** The wall's whole answer, whoever gave it. */
export const answered: Outcome = { told: 'answer' }
export const refused = (status: number, ...code: readonly string[]): Outcome => ({
  ...{ told: 'error', status: [status] },
  ...(code.length > 0 ? { code } : {}),
})
/** A stream that says so much, and then that it failed. */
export const brokenAfter = (after: string, ...code: readonly string[]): Outcome => ({
  ...{ told: 'broken stream', after },
  ...(code.length > 0 ? { code } : {}),
})
