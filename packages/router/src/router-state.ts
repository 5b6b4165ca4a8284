import type { CallbackLosses, ErrorKind, Json } from '@turnout/core'
import { inFlight } from '@turnout/strategies'
import { viewOf } from './engine/choice-record.ts'
import type { Engine } from './engine/engine.ts'
import type { Group } from './engine/group.ts'
import { limitNumbers } from './engine/limits.ts'
import type { Member } from './engine/member.ts'
import type { Instance } from './engine/soft-state.ts'
import type { StoreStatus } from './store-watch.ts'

/** How a router is at this moment. */
export interface RouterState {
  /** This instance's name among those that share its state; undefined where nobody does. */
  readonly instance?: string
  readonly generation: number
  readonly store: StoreState
  /** The others that were heard of lately. */
  readonly instances: readonly Instance[]
  readonly deployments: readonly DeploymentState[]
  /** Those of the configuration and of the application, and what each could not pass on. */
  readonly callbacks: readonly CallbackState[]
}

export interface CallbackState extends CallbackLosses {
  readonly name: string
}

export interface StoreState {
  /** Whether limits hold over all instances, or for this process alone. */
  readonly shared: boolean
  readonly status: 'ok' | 'lost'
  /** Why it is lost. */
  readonly reason?: string
  readonly lostForMs?: number
  /** How often instances tell each other what they remember. */
  readonly exchangeMs?: number
  /** So old is what is known of the instance that was heard of longest ago. */
  readonly stalenessMs?: number
}

export interface DeploymentState {
  readonly id: string
  readonly group: string
  readonly provider: string
  readonly model: string
  /** What it must not exceed: `rpm`, `tpm` where they are promises, and `parallel`. */
  readonly limits: Readonly<Record<string, number>>
  /** Undefined while it does not cool down. */
  readonly coolingForMs?: number
  readonly coolingKind?: ErrorKind
  /** One attempt, here or elsewhere, is finding out whether it works again. */
  readonly onTrial: boolean
  /** Since when nobody knows, after a cooldown, whether it works again; absent: it is known, or it cools down. */
  readonly unprovedForMs?: number
  /** Attempts that run on it, where somebody counts them. */
  readonly inFlight?: number
  /** What its group's strategy sees of it, by the names that the strategy has for that. */
  readonly view: Readonly<Record<string, Json>>
  /** Failures of the last minute, as this instance saw them. */
  readonly failures: number
}

export function stateOf(engine: Engine, generation: number, status: StoreStatus): RouterState {
  const { soft, runtime } = engine
  const nowMs = runtime.clock.monotonicMs()
  const instances = soft?.instances() ?? []
  return {
    ...(soft ? { instance: soft.instance } : {}),
    generation,
    store: {
      shared: soft !== undefined,
      ...(status.status === 'lost'
        ? { status: 'lost', reason: status.reason, lostForMs: Math.round(nowMs - status.sinceMs) }
        : { status: 'ok' }),
      ...(soft ? { exchangeMs: soft.exchangeMs } : {}),
      ...(instances.length > 0 ? { stalenessMs: Math.max(...instances.map(({ heardMsAgo }) => heardMsAgo)) } : {}),
    },
    instances,
    deployments: deploymentStates(engine, nowMs),
    callbacks: engine.events.losses,
  }
}

function deploymentStates({ groups, now }: Engine, nowMs: number): readonly DeploymentState[] {
  now.read()
  const own = [...groups.values()].filter(({ direct }) => !direct)
  return own.flatMap((group) => group.members.map((member) => deploymentState(group, member, nowMs)))
}

function deploymentState(group: Group, member: Member, nowMs: number): DeploymentState {
  const { deployment, health, limits, bySignal } = member
  const { id, provider, model } = deployment
  const { coolingUntilMs, coolingKind } = health
  const running = bySignal.get(inFlight)?.value(nowMs)
  return {
    ...{ id, group: deployment.group, provider, model },
    limits: limitNumbers(limits),
    ...(coolingUntilMs > nowMs
      ? { coolingForMs: Math.ceil(coolingUntilMs - nowMs), ...(coolingKind ? { coolingKind } : {}) }
      : {}),
    onTrial: health.isOnTrial(nowMs),
    ...(health.needsProof(nowMs) ? { unprovedForMs: Math.floor(nowMs - coolingUntilMs) } : {}),
    ...(typeof running === 'number' ? { inFlight: running } : {}),
    view: viewOf(group, member),
    failures: health.tally.counts(nowMs).failures,
  }
}
