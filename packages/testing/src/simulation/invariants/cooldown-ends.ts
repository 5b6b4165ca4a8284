import type { Invariant } from './invariant.ts'

/** An account without money is left alone for an hour; nothing is for longer. */
const longestMs = 3_600_000

/** Every cooldown has an end, and so has every trial after it. */
export const cooldownEnds: Invariant = {
  number: 7,
  says: 'every cooldown has an end, nobody is on trial when nothing runs, and all serve again when faults stop',
  sees: ['told'],
  onSight(_simulation, sight) {
    if (sight.type !== 'told' || sight.event.type !== 'cooldown-start') return undefined
    const { deploymentId, durationMs, kind } = sight.event
    if (durationMs > 0 && durationMs <= longestMs) return undefined
    return `${deploymentId} is to be left alone for ${durationMs} ms after ${kind}`
  },
  atQuiet({ seen }) {
    return seen.instances.flatMap(({ number, router, isGone }) =>
      (isGone ? [] : (router?.deployments() ?? [])).flatMap(({ id, coolingForMs = 0, onTrial }) => {
        if (coolingForMs > longestMs) return [`[${number}] ${id} cools down for ${coolingForMs} ms`]
        return onTrial ? [`[${number}] ${id} is on trial, and nobody tries`] : []
      }),
    )
  },
}
