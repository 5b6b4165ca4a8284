import type { ChoiceContext, Deployment, NonEmpty, RoutingStrategy } from '@turnout/core'
import { simpleShuffle } from '@turnout/strategies'
import { reasonOf } from '../reason-of.ts'
import { ShownChoice, shownBefore } from './shown-choice.ts'

const byWeight = simpleShuffle()

/** Hears of what a strategy did wrong. */
export type FaultListener = (strategy: string, reason: string, context: ChoiceContext) => void

/**
 * Somebody's own strategy, which may throw, or choose what is no candidate: then chance chooses, and the fault is told. What
 * it sees it cannot change.
 */
export const guarded = (strategy: RoutingStrategy, onFault: FaultListener): RoutingStrategy => ({
  name: strategy.name,
  needs: strategy.needs,
  ...(strategy.prepare ? { prepare: (context) => strategy.prepare?.(shownBefore(context)) ?? Promise.resolve() } : {}),
  ...(strategy.tell
    ? { tell: (candidate, context) => strategy.tell?.(candidate, new ShownChoice(context)) ?? {} }
    : {}),
  select(candidates, context) {
    const byChance = (reason: string): Deployment => {
      onFault(strategy.name, reason, context)
      return byWeight.select(candidates, context)
    }
    let chosen: unknown
    try {
      chosen = strategy.select(copyOf(candidates), new ShownChoice(context))
    } catch (error) {
      return byChance(`it threw: ${reasonOf(error)}`)
    }
    const candidate = candidates.find(({ deployment }) => deployment === chosen)
    if (candidate) return candidate.deployment
    if (!(chosen instanceof Promise)) return byChance('it chose what is no candidate')
    chosen.catch(() => {})
    return byChance('it chose later: `select` must not return a promise')
  },
})

/** So that sorting it in place harms nobody. */
const copyOf = <T>([first, ...rest]: NonEmpty<T>): NonEmpty<T> => [first, ...rest]
