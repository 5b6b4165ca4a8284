/** A failure in a few words for a table. */
export const failureWords = (failure: string): string => {
  const status = /not a 200: HTTP\/1\.1 (\d{3})/.exec(failure)?.[1]
  if (status !== undefined) return `answers ${status}`
  return failure.split('\n', 1)[0]?.replace(/^(?:Error: )+/, '') ?? ''
}
