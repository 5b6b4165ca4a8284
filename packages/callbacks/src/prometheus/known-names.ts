import type { Deployment, RouterConfig } from '@turnout/core'
import { other } from './sheet.ts'

/** What a label may say: the names that a configuration has. */
export class KnownNames {
  readonly #groups: ReadonlySet<string>
  readonly #models: ReadonlySet<string>
  readonly #deployments: ReadonlyMap<string, Deployment>

  constructor({ deployments, aliases }: Pick<RouterConfig, 'deployments' | 'aliases'>) {
    this.#groups = new Set(deployments.map(({ group }) => group))
    this.#models = new Set([...this.#groups, ...Object.keys(aliases), ...deployments.map(({ id }) => id)])
    this.#deployments = new Map(deployments.map((it) => [it.id, it]))
  }

  /** A group, an alias or a deployment's id: what may be asked for. */
  hasModel(name: string): boolean {
    return this.#models.has(name)
  }

  hasGroup(name: string): boolean {
    return this.#groups.has(name)
  }

  deployment(id: string): Deployment | undefined {
    return this.#deployments.get(id)
  }
}

export const noNames = new KnownNames({ deployments: [], aliases: {} })

/** Group, model, id, provider. */
export const deploymentLabels = (deployment: Deployment | undefined): readonly string[] =>
  deployment
    ? [deployment.group, `${deployment.provider}/${deployment.model}`, deployment.id, deployment.provider]
    : [other, other, other, other]
