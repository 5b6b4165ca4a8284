/** Why something could not be sent, in words that hold no key, and whether to try again. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered'
  readonly again: boolean
  /** How long the endpoint wants to be left alone. */
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    { again = true, retryAfterMs }: { again?: boolean; retryAfterMs?: number | undefined } = {},
  ) {
    super(message)
    this.again = again
    this.retryAfterMs = retryAfterMs
  }
}
