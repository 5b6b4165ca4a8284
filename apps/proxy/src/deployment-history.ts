import type { Callback, ErrorKind, RouterConfig, RouterEvent } from '@turnout/core'

/** A failure of an attempt. */
export interface SeenFailure {
  /** Monotonic. */
  readonly atMs: number
  readonly kind: ErrorKind
  readonly message: string
}

interface Cooldown {
  readonly sinceMs: number
  readonly untilMs: number
}

interface Known {
  readonly sinceMs: number
  cooldown?: Cooldown
  provedMs?: number
  failure?: SeenFailure
}

/** What was seen here of deployments: since when they are as they are, and how each failed last. Times are monotonic. */
export class DeploymentHistory implements Callback {
  readonly name = 'deployment-history'
  readonly hears = ['cooldown-start', 'request-end'] as const
  readonly #nowMs: () => number
  #known = new Map<string, Known>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  configure({ deployments }: Pick<RouterConfig, 'deployments'>): void {
    const before = this.#known
    const nowMs = this.#nowMs()
    this.#known = new Map(deployments.map(({ id }) => [id, before.get(id) ?? { sinceMs: nowMs }]))
  }

  on(event: RouterEvent): void {
    if (event.type === 'cooldown-start') this.#cool(event.deploymentId, event.atMs, event.durationMs)
    else if (event.type === 'request-end')
      for (const { deploymentId, startedMs, endedMs, failure } of event.attempts) {
        const known = this.#known.get(deploymentId)
        if (!known) continue
        if (failure) known.failure = { atMs: endedMs, kind: failure.kind, message: failure.message }
        else if (known.cooldown && startedMs >= known.cooldown.sinceMs) {
          known.provedMs = endedMs
          delete known.cooldown
        }
      }
  }

  failureOf(id: string): SeenFailure | undefined {
    return this.#known.get(id)?.failure
  }

  /** Since when it cools down; undefined where that was not seen here. */
  coolingSinceMs(id: string): number | undefined {
    return this.#known.get(id)?.cooldown?.sinceMs
  }

  /** Since when it works: its last recovery, or since it is known; undefined where others saw it come back. */
  healthySinceMs(id: string): number | undefined {
    const known = this.#known.get(id)
    return known?.cooldown ? undefined : (known?.provedMs ?? known?.sinceMs)
  }

  /** One that is prolonged is still the same. */
  #cool(id: string, atMs: number, durationMs: number): void {
    const known = this.#known.get(id)
    if (!known) return
    const running = known.cooldown && known.cooldown.untilMs > atMs ? known.cooldown : undefined
    known.cooldown = {
      sinceMs: running?.sinceMs ?? atMs,
      untilMs: Math.max(running?.untilMs ?? -Infinity, atMs + durationMs),
    }
  }
}
