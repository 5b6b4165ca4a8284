/** What the shell gets: done, the answer is no (an invalid file, a failed request), wrong use. */
export const exitCodes = { done: 0, no: 1, wrongUse: 2 } as const
