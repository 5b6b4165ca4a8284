import type { Clock, OperationName, ProviderCall, Runtime, Secret } from '@turnout/core'
import type { OAuthToken } from './request-token.ts'
import { whileWanted } from './while-wanted.ts'

/** How a token is got; on nobody's behalf, because others may wait for it too. Must end by itself. */
export type FetchToken = (runtime: Runtime) => Promise<OAuthToken>

/** A token is renewed this long before its end, or in the last half of a short life. */
const renewBeforeMs = 5 * 60_000
/** After a renewal that failed, while the old token still serves. */
const renewAgainMs = 15_000

type Waiting = Pick<ProviderCall<OperationName>, 'runtime' | 'scope'>

interface Kept {
  readonly token: Secret
  readonly endsMs: number
  renewMs: number
}

/**
 * Tokens, each fetched once for all who wait for it, and renewed beside the requests before it ends. A key holds
 * all that its token depends on, secrets too: who knows less must not be given it.
 */
export class OAuthTokens {
  readonly #kept = new Map<string, Kept>()
  readonly #coming = new Map<string, Promise<Secret>>()

  /** How many are kept. */
  get size(): number {
    return this.#kept.size
  }

  /** Rejects as `fetchToken` does, or with the reason of the scope as soon as this caller leaves: the others wait on. */
  async get(key: string, { runtime, scope }: Waiting, fetchToken: FetchToken): Promise<Secret> {
    const nowMs = runtime.clock.monotonicMs()
    const kept = this.#kept.get(key)
    if (kept && nowMs < kept.renewMs) return kept.token
    const coming = this.#coming.get(key) ?? this.#renew(key, runtime, fetchToken)
    return kept && nowMs < kept.endsMs ? kept.token : whileWanted(coming, scope)
  }

  /** The token was refused: the next who asks gets another, unless there is one already. */
  forget(key: string, token: Secret): void {
    if (this.#kept.get(key)?.token === token) this.#kept.delete(key)
  }

  #renew(key: string, runtime: Runtime, fetchToken: FetchToken): Promise<Secret> {
    const coming = fetchToken(runtime)
      .then(({ token, lifetimeMs }) => {
        this.#keep(key, token, lifetimeMs, runtime.clock)
        return token
      })
      .finally(() => this.#coming.delete(key))
    this.#coming.set(key, coming)
    coming.catch(() => this.#renewLater(key, runtime.clock))
    return coming
  }

  #keep(key: string, token: Secret, lifetimeMs: number, clock: Clock): void {
    const nowMs = clock.monotonicMs()
    for (const [old, { endsMs }] of this.#kept) if (endsMs <= nowMs) this.#kept.delete(old)
    const renewMs = nowMs + Math.max(lifetimeMs - renewBeforeMs, lifetimeMs / 2)
    this.#kept.set(key, { token, endsMs: nowMs + lifetimeMs, renewMs })
  }

  #renewLater(key: string, clock: Clock): void {
    const kept = this.#kept.get(key)
    if (kept) kept.renewMs = clock.monotonicMs() + renewAgainMs
  }
}
