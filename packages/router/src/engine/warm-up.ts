import type { ChoiceContext } from '@turnout/core'
import type { Member } from './member.ts'

const leastWarmPeers = 2

/**
 * A deployment that has just come back stands back by chance, more rarely as it warms up, where at least two others are
 * warm: it gets a growing share whatever the strategy.
 */
export function withoutCold(members: readonly Member[], { nowMs, random }: ChoiceContext): readonly Member[] {
  const isWarm = ({ health }: Member) => health.warmth(nowMs) === 1
  if (members.every(isWarm) || members.filter(isWarm).length < leastWarmPeers) return members
  return members.filter((member) => {
    const warmth = member.health.warmth(nowMs)
    return warmth === 1 || random() < warmth
  })
}
