import type { Invariant } from './invariant.ts'

/** Nothing is left behind: in one process, as far as it can be seen from outside. What a heap weighs is the soak's. */
export const boundedMemory: Invariant = {
  number: 12,
  says: 'an instance that has ended has left no timer, and nobody listens for it any more',
  atEnd({ seen, channel }) {
    return [
      ...seen.instances.flatMap(({ number, clock }) =>
        clock.isDead || clock.pending === 0 ? [] : [`[${number}] has left ${clock.pending} timers`],
      ),
      ...[...channel.ears].map(({ instance }) => `[${instance.number}] still listens`),
    ]
  },
}
