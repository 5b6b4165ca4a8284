import type { Deployment, FallbackTable, RouterConfig } from '@turnout/core'

/** What a configuration makes of one name: facts to show, and nothing secret. */
export interface GroupFacts {
  readonly group: string
  readonly deployments: readonly DeploymentFacts[]
  readonly strategy: string
  /** Where its calls go when it fails. */
  readonly fallbacks: readonly string[]
  /** Where they go when the prompt is too long, when it has a list for that. */
  readonly context_window_fallbacks?: readonly string[]
  /** The same for refused content. */
  readonly content_policy_fallbacks?: readonly string[]
  readonly aliases: readonly AliasFacts[]
}

export interface DeploymentFacts {
  readonly id: string
  /** `provider/model` */
  readonly model: string
  readonly weight?: number
  readonly rpm?: number
  readonly tpm?: number
}

interface AliasFacts {
  readonly name: string
  readonly hidden: boolean
}

/** The groups in the order of the file. */
export function describeGroups(config: RouterConfig): readonly GroupFacts[] {
  const { deployments, aliases, fallbacks, routingStrategy } = config
  return [...Map.groupBy(deployments, ({ group }) => group)].map(([group, members]) => ({
    group,
    deployments: members.map(describeDeployment),
    strategy: routingStrategy,
    fallbacks: targets(fallbacks.general, group) ?? [],
    ...given({ context_window_fallbacks: targets(fallbacks.contextWindow, group) }),
    ...given({ content_policy_fallbacks: targets(fallbacks.contentPolicy, group) }),
    aliases: Object.entries(aliases)
      .filter(([, alias]) => alias.group === group)
      .map(([name, { hidden }]) => ({ name, hidden })),
  }))
}

const describeDeployment = ({ id, provider, model, weight, rpm, tpm }: Deployment): DeploymentFacts => ({
  ...{ id, model: `${provider}/${model}` },
  ...given({ weight, rpm, tpm }),
})

/** A group's own list, else the one for every group; a walk visits a group once, so never the group itself. */
function targets(table: FallbackTable, group: string): readonly string[] | undefined {
  const name = [group, '*'].find((candidate) => Object.hasOwn(table, candidate))
  return name === undefined ? undefined : table[name]?.map(({ target }) => target).filter((target) => target !== group)
}

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
