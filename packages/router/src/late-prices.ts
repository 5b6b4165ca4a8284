import type { Deployment, RouterConfig } from '@turnout/core'
import { isListed, loadModelInfo, type ModelInfo } from '@turnout/model-info'
import type { Engine } from './engine/engine.ts'

/** A copy of our own, whose price may still come. */
type Open = { -readonly [K in keyof Deployment]: Deployment[K] }

/**
 * List prices, only to tell what answers cost: nobody waits for them. The tables take 80 ms and 14 MB, so they are loaded
 * when the first request has ended, and what they know is filled in then.
 */
export class LatePrices {
  #known: ModelInfo | undefined

  /** The same configuration with deployments of its own, where a table may know a price that it does not say. */
  prepare(config: RouterConfig): RouterConfig {
    if (!config.deployments.some(lacksPrice)) return config
    const deployments = config.deployments.map((deployment) =>
      lacksPrice(deployment) ? { ...deployment } : deployment,
    )
    this.#fill(deployments)
    return { ...config, deployments }
  }

  /** To be called with what was prepared. */
  attend({ config: { deployments }, events }: Pick<Engine, 'config' | 'events'>): void {
    if (this.#known || !deployments.some(lacksPrice)) return
    const stop = events.listen({
      name: 'late-prices',
      hears: ['request-end'],
      on: () => {
        stop()
        // Without them costs are not known, and that is all.
        void this.#load(deployments).catch(() => {})
      },
    })
  }

  async #load(deployments: readonly Deployment[]): Promise<void> {
    this.#known ??= await loadModelInfo()
    this.#fill(deployments)
  }

  #fill(deployments: readonly Open[]): void {
    for (const deployment of deployments) {
      const pricing = lacksPrice(deployment) ? this.#known?.pricingOf(deployment) : undefined
      if (pricing) deployment.pricing = pricing
    }
  }
}

const lacksPrice = (deployment: Deployment): boolean => deployment.pricing === undefined && isListed(deployment)
