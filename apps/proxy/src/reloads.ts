import { type Loaded, showProblem } from '@turnout/config-loader'
import type { Clock, RouterConfig } from '@turnout/core'
import type { ReloadReport, Router } from '@turnout/router'

/** What `/health` tells of the configuration. */
export interface ConfigHealth {
  readonly generation: number
  /** ISO 8601. */
  readonly loaded_at: string
  /** Why a later configuration was not taken; absent when the latest one serves. */
  readonly refused?: { readonly at: string; readonly problems: readonly string[] }
}

/** Takes configurations as they come, and remembers how that went. */
export class Reloads {
  readonly #router: Router
  readonly #clock: Clock
  /** Why a configuration may not be served here, whatever it says of itself. */
  readonly #objection: (config: RouterConfig) => string | undefined
  #loadedAt: string
  #refused: ConfigHealth['refused']

  constructor(router: Router, clock: Clock, objection: (config: RouterConfig) => string | undefined) {
    this.#router = router
    this.#clock = clock
    this.#objection = objection
    this.#loadedAt = this.#now()
  }

  /** What changed; undefined when the old configuration was kept, and `health` says why. */
  async take(loaded: Loaded): Promise<ReloadReport | undefined> {
    const { config } = loaded
    if (!config)
      return this.#refuse(loaded.problems.filter(({ level }) => level === 'error').map((it) => showProblem(it)))
    const objection = this.#objection(config) ?? suspicion(this.#router.generation.config, config)
    if (objection !== undefined) return this.#refuse([objection])
    try {
      const report = await this.#router.reload(config)
      this.#loadedAt = this.#now()
      this.#refused = undefined
      return report
    } catch (error) {
      return this.#refuse([error instanceof Error ? error.message : String(error)])
    }
  }

  #refuse(problems: readonly string[]): undefined {
    this.#refused = { at: this.#now(), problems }
  }

  get health(): ConfigHealth {
    const refused = this.#refused ? { refused: this.#refused } : {}
    return { generation: this.#router.generation.number, loaded_at: this.#loadedAt, ...refused }
  }

  #now(): string {
    return new Date(this.#clock.wallMs()).toISOString()
  }
}

/** What looks like half a file, not like a wish: it may be served after a restart, and not by accident. */
function suspicion(running: RouterConfig, next: RouterConfig): string | undefined {
  if (running.deployments.length > 0 && next.deployments.length === 0)
    return 'It has no deployments, and those that run would go. Restart to serve none.'
  if (running.server.masterKey && !next.server.masterKey)
    return 'It has no master key, and the one that runs has. Restart to serve without.'
  return undefined
}
