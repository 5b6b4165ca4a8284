import type { CandidateFilter, RouterConfig, RoutingStrategy } from '@turnout/core'
import { deepFreeze } from '../deep-freeze.ts'
import type { DecisionTime } from './decision-time.ts'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { type FaultListener, guarded } from './guarded.ts'
import { type Member, makeMember } from './member.ts'
import { strategyNamed } from './strategy-named.ts'
import { viewMakers } from './view-makers.ts'

interface Parts {
  readonly filters: readonly CandidateFilter[]
  readonly now: DecisionTime
  readonly before: Engine | undefined
  /** The application's own strategy, for groups that name none. */
  readonly own: RoutingStrategy | undefined
  /** Strategies that are not built in, by the name or path that a configuration uses. */
  readonly strategies: Readonly<Record<string, RoutingStrategy>>
  readonly onFault: FaultListener
}

/** Groups by name, each with its strategy, and every deployment by its own id. */
export function groupsOf(
  config: RouterConfig,
  { filters, now, before, own, strategies, onFault }: Parts,
): ReadonlyMap<string, Group> {
  const { deployments, routingStrategy, routingStrategyArgs, groupStrategies, aliases } = config
  const make = (name: string): RoutingStrategy => {
    const loaded = Object.hasOwn(strategies, name) ? strategies[name] : undefined
    return loaded ? guarded(loaded, onFault) : strategyNamed(name, routingStrategyArgs)
  }
  // Strategies of one's own see them.
  deepFreeze(deployments)
  const usual = own ? guarded(own, onFault) : make(routingStrategy)
  const named = new Map<string, string>()
  for (const [name, strategy] of Object.entries(groupStrategies)) {
    const group = Object.hasOwn(aliases, name) ? (aliases[name]?.group ?? name) : name
    if (!named.has(group) || group === name) named.set(group, strategy)
  }
  const known = groupMembers(before)
  const views = viewMakers(now)
  const groups = new Map<string, Group>()
  for (const [group, list] of Map.groupBy(deployments, (deployment) => deployment.group)) {
    const name = named.get(group)
    const strategy = name === undefined ? usual : make(name)
    const members = list.map((deployment) =>
      makeMember(deployment, { config, filters, strategy, views, before: known.get(deployment.id) }),
    )
    groups.set(group, { members, candidates: candidatesOf(members), strategy, direct: false })
  }
  for (const { members, strategy } of [...groups.values()])
    for (const member of members)
      if (!groups.has(member.deployment.id))
        groups.set(member.deployment.id, {
          members: [member],
          candidates: candidatesOf([member]),
          strategy,
          direct: true,
        })
  return groups
}

const candidatesOf = (members: readonly Member[]) => members.map(({ forStrategy }) => forStrategy)

/** By the id of their deployment. */
export const groupMembers = (engine: Engine | undefined): ReadonlyMap<string, Member> =>
  new Map([...(engine?.groups.values() ?? [])].flatMap(({ members }) => members.map((it) => [it.deployment.id, it])))
