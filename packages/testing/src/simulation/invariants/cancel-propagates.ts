import type { RequestSeen } from '../seen.ts'
import type { Simulation } from '../simulation.ts'
import type { Invariant } from './invariant.ts'

const graceMs = 100

/** A client that is gone keeps nobody busy. */
export const cancelPropagates: Invariant = {
  number: 10,
  says: 'when a client is gone, its upstream connection is closed within 100 ms, and nothing more starts for it',
  sees: ['left', 'told'],
  onSight(simulation, sight) {
    if (sight.type === 'left') {
      simulation.time.timer(graceMs, () => {
        const running = simulation.isHealed ? 0 : callsFor(simulation, sight.request)
        if (running > 0) simulation.violate(10, `r${sight.request.id}: its client left, and ${running} calls run`)
      })
      return undefined
    }
    if (sight.type !== 'told' || sight.event.type !== 'attempt-start' || isShared(simulation)) return undefined
    const { event, request } = sight
    if (request?.leftMs === undefined || event.atMs <= request.leftMs) return undefined
    return `r${request.id}: ${event.attemptId} starts after its client left`
  },
}

/** What several ask at once goes on as long as one of them is there. */
const isShared = ({ world }: Simulation): boolean => world.file.litellm_settings.cache === true

function callsFor(simulation: Simulation, { asked, instance }: RequestSeen): number {
  if (isShared(simulation) || instance.clock.isDead) return 0
  let running = 0
  for (const { prompt, endMs } of simulation.seen.calls) if (prompt === asked.prompt && endMs === undefined) running++
  return running
}
