import type { LimitRecord, OperationName } from '@turnout/core'
import { claimsFor } from '../engine/admit.ts'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import type { Member } from '../engine/member.ts'

/** How full a deployment's limits are, and which of them have no room for the request. */
export interface Fullness {
  readonly limits: readonly LimitRecord[]
  /** In words; undefined: there is room. */
  readonly full: string | undefined
}

/** Of each deployment that has limits, as the store knows them now; nothing where it cannot tell. */
export async function fullLimits(
  { store }: Engine,
  ask: Ask<OperationName>,
  members: readonly Member[],
): Promise<ReadonlyMap<Member, Fullness>> {
  const limited = members.map((member) => ({ member, claims: claimsFor(ask, member) }))
  const claims = limited.flatMap((one) => one.claims)
  const used = claims.length > 0 ? await taken(() => store.peek?.(claims)) : undefined
  if (!used) return new Map()
  const left = used.values()
  const fullness = new Map<Member, Fullness>()
  for (const { member, claims: own } of limited) {
    const limits = own.map(({ key, amount, limit }) => ({
      name: nameIn(key),
      used: left.next().value ?? 0,
      limit,
      amount,
    }))
    const full = limits.filter((one) => one.used + one.amount > one.limit)
    if (limits.length > 0)
      fullness.set(member, {
        limits: limits.map(({ name, used: now, limit }) => ({ name, used: now, limit })),
        full: full.length > 0 ? full.map((one) => `${one.name} ${one.used} of ${one.limit}`).join(', ') : undefined,
      })
  }
  return fullness
}

type Peeked = readonly number[] | undefined

/** A store that is lost, or somebody's own, may fail: then nothing is known of limits. */
async function taken(peek: () => Peeked | Promise<Peeked>): Promise<Peeked> {
  try {
    return await peek()
  } catch {
    return undefined
  }
}

function nameIn(key: string): LimitRecord['name'] {
  const name = key.slice(key.lastIndexOf(':') + 1)
  return name === 'rpm' || name === 'tpm' ? name : 'parallel'
}
