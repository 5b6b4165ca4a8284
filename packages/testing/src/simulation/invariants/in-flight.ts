import type { Invariant } from './invariant.ts'

/** A call runs only as part of an attempt, and nothing runs, or is thought to run, when everybody is gone. */
export const inFlightConservation: Invariant = {
  number: 1,
  says: 'attempts in flight are counted right, never below zero, and are none when all is quiet',
  whenStill({ seen }) {
    let wrong: string | undefined
    for (const { number, clock, open, running, changed } of seen.instances) {
      for (const deployment of changed) {
        const [calls, attempts] = [running.get(deployment) ?? 0, open.get(deployment) ?? 0]
        if (calls > attempts && !clock.isDead)
          wrong = `[${number}] ${deployment}: ${calls} calls run for ${attempts} attempts`
      }
      if (changed.length > 0) changed.length = 0
    }
    return wrong
  },
  onSight(_simulation, sight) {
    if (sight.type !== 'told' || sight.event.type !== 'attempt-end') return undefined
    const { deploymentId } = sight.event.attempt
    const open = sight.instance.open.get(deploymentId) ?? 0
    return open < 0 ? `[${sight.instance.number}] ${deploymentId}: ${open} attempts run` : undefined
  },
  sees: ['told'],
  atQuiet({ seen }) {
    const alive = seen.instances.filter(({ clock }) => !clock.isDead)
    return alive.flatMap(({ number, open, running, thought }) => [
      ...[...open].flatMap(([id, count]) => (count === 0 ? [] : [`[${number}] ${id}: ${count} attempts never end`])),
      ...[...running].flatMap(([id, count]) => (count === 0 ? [] : [`[${number}] ${id}: ${count} calls still run`])),
      ...[...(thought ?? [])].flatMap(([id, count]) =>
        count === 0 ? [] : [`[${number}] ${id}: ${count} are thought to run, and nobody does`],
      ),
    ])
  },
}
