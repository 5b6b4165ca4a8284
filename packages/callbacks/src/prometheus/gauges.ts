import type { Deployment } from '@turnout/core'
import { deploymentLabels } from './known-names.ts'
import type { Room } from './room.ts'
import type { Row, Snapshot } from './snapshot.ts'

/** Gauges take so much of the room at the most, so that there is some for what is counted. */
const mostOfRoom = 1 / 4

/** As LiteLLM has it. */
const states = { healthy: 0, partialOutage: 1, completeOutage: 2 }

/** What each deployment of the configuration is like at the moment it is looked at. */
export class Gauges {
  readonly #room: Room
  /** Deployments whose last attempt failed. */
  readonly #failing = new Set<string>()
  #deployments: readonly (readonly [id: string, labels: readonly string[]])[] = []
  #tpmLimits: readonly Row[] = []
  #rpmLimits: readonly Row[] = []
  #lines = 0

  constructor(room: Room) {
    this.#room = room
  }

  /** Those that have no room are left out: nothing could be said of several together. */
  configure(deployments: readonly Deployment[]): void {
    this.#room.giveBack(this.#lines)
    this.#lines = 0
    const most = this.#room.max * mostOfRoom
    const fitting = <T>(all: readonly T[]): readonly T[] =>
      all.filter(() => {
        const fits = this.#lines < most && this.#room.take(1)
        if (fits) this.#lines++
        return fits
      })
    const known = deployments.map((deployment) => ({ ...deployment, labels: deploymentLabels(deployment) }))
    this.#deployments = fitting(known.map(({ id, labels }) => [id, labels] as const))
    this.#tpmLimits = fitting(known.flatMap(({ tpm, labels }): Row[] => (tpm === undefined ? [] : [[labels, [tpm]]])))
    this.#rpmLimits = fitting(known.flatMap(({ rpm, labels }): Row[] => (rpm === undefined ? [] : [[labels, [rpm]]])))
    const ids = new Set(deployments.map(({ id }) => id))
    for (const id of this.#failing) if (!ids.has(id)) this.#failing.delete(id)
  }

  failed(deploymentId: string): void {
    this.#failing.add(deploymentId)
  }

  served(deploymentId: string): void {
    if (this.#failing.size > 0) this.#failing.delete(deploymentId)
  }

  rows(cooling: ReadonlySet<string>): Pick<Snapshot, 'states' | 'tpmLimits' | 'rpmLimits'> {
    const stateOf = (id: string): number => {
      if (cooling.has(id)) return states.completeOutage
      return this.#failing.has(id) ? states.partialOutage : states.healthy
    }
    return {
      states: this.#deployments.map(([id, labels]) => [labels, [stateOf(id)]]),
      tpmLimits: this.#tpmLimits,
      rpmLimits: this.#rpmLimits,
    }
  }
}
