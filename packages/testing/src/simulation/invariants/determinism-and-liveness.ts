import type { Invariant } from './invariant.ts'

/** That the same seed has the same trace is for whoever runs it twice: `npm run prove` does. */
export const determinismAndLiveness: Invariant = {
  number: 15,
  says: 'the same seed has the same trace; every client hears of its end, and new requests are served when faults stop',
  atQuiet({ seen }) {
    return [...seen.requests.values()].flatMap(({ id, outcome }) =>
      outcome === undefined ? [`r${id} never hears of its end`] : [],
    )
  },
}
