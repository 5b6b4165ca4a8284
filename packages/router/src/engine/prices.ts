import type { Deployment, Pricing } from '@turnout/core'
import { isListed, loadModelInfo, type ModelInfo } from '@turnout/model-info'
import type { Group } from './group.ts'

/**
 * What deployments cost, to tell what answers did: as configured, else by the lists. These take 80 ms and 14 MB, so they
 * are loaded when a group that they may know is asked first, and by the first request only waited for.
 */
export class Prices {
  #known: ModelInfo | undefined
  #loading: Promise<unknown> | undefined
  readonly #settled = new WeakSet<Group>()

  /** Loads the lists, if a deployment of the group may be in them; undefined where there is nothing to wait for. */
  loaded(group: Group): Promise<unknown> | undefined {
    if (this.#settled.has(group)) return undefined
    if (!this.#known && group.members.some(({ deployment }) => isUnsaid(deployment))) return this.#load(group)
    this.#settled.add(group)
    return undefined
  }

  of(deployment: Deployment): Pricing | undefined {
    return deployment.pricing ?? this.#known?.pricingOf(deployment)
  }

  /** Without them costs are not known, and that is all. */
  async #load(group: Group): Promise<void> {
    this.#loading ??= loadModelInfo().then(
      (known) => {
        this.#known = known
      },
      () => {},
    )
    await this.#loading
    this.#settled.add(group)
  }
}

const isUnsaid = (deployment: Deployment): boolean => deployment.pricing === undefined && isListed(deployment)
