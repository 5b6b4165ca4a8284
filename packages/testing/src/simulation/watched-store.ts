import type { Claims, StateStore } from '@turnout/core'
import type { InstanceSeen } from './seen.ts'
import type { Simulation } from './simulation.ts'

/** The store that all share, as one instance reaches it: what it admits and settles is written down on its own side. */
export function watchedStore(simulation: Simulation, inner: StateStore, instance: InstanceSeen): StateStore {
  const { seen } = simulation
  const admitted = (id: string, claims: Claims): void => {
    if (seen.reservations.has(id)) return
    const reservation = { id, claims, atMs: simulation.nowMs, instance, settles: 0, actuals: new Map<string, number>() }
    seen.reservations.set(id, reservation)
    simulation.see({ type: 'reserved', reservation })
  }
  return {
    ...inner,
    reserve: (id, options, holdMs) => {
      const answer = inner.reserve(id, options, holdMs)
      if (answer instanceof Promise) throw new Error('The store of a simulation is one in memory.')
      if ('chosen' in answer) admitted(id, options[answer.chosen] ?? [])
      return answer
    },
    settle: (id, actuals) => {
      const reservation = seen.reservations.get(id)
      if (reservation) {
        reservation.settles++
        reservation.actuals = new Map(actuals.map(({ key, amount }) => [key, amount]))
        simulation.see({ type: 'settled', reservation })
      }
      return inner.settle(id, actuals)
    },
    close: async () => {},
  }
}
