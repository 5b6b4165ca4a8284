import type { RequestSeen } from './seen.ts'
import { liveClient } from './simulated-client.ts'
import type { Simulation } from './simulation.ts'

/** A window of a limit, and a cooldown of the longest. */
const windowMs = 61_000

/** Until all have heard what one of them has found out. */
const newsMs = 1_100

/** Faults have stopped. When what was remembered of them is over, every group of every instance serves. */
export async function heal(simulation: Simulation): Promise<void> {
  const { seen, time, world } = simulation
  const still = () => simulation.judgeStill()
  simulation.isHealed = true
  const up = seen.instances.filter(({ isGone }) => !isGone)
  for (const { router } of up) void router?.reload(undefined)
  const cooling = up.flatMap(({ router }) => router?.deployments().map(({ coolingForMs = 0 }) => coolingForMs) ?? [])
  const limited = world.file.model_list.some(({ litellm_params: { rpm, tpm } }) => (rpm ?? tpm) !== undefined)
  await time.run(simulation.nowMs + Math.max(limited ? windowMs : 0, ...cooling) + 1, still)
  const groups = new Set(world.file.model_list.map(({ model_name }) => model_name))
  let id = 1_000_000
  for (const { index } of up) {
    await time.run(simulation.nowMs + newsMs, still)
    for (const model of groups) {
      id++
      let isOver = false
      const asked = {
        ...{ id, atMs: 0, instance: index, model, prompt: id, caller: 'ann', stream: false, maxTokens: 1 },
        ...{ leavesBy: 'signal' as const, thinksMs: 0, retries: 0 },
      }
      void liveClient(simulation, asked).finally(() => {
        isOver = true
      })
      await time.run(simulation.nowMs + 60_000, still, () => isOver)
      const request = seen.requests.get(`${id}`)
      if (request?.outcome !== 'success') simulation.violate(15, `${model} does not serve again: ${whatOf(request)}`)
      else simulation.reach('a group serves again when faults stop')
    }
  }
}

const whatOf = (request: RequestSeen | undefined): string =>
  request?.failure ? `${request.failure.kind}: ${request.failure.message}` : (request?.outcome ?? 'nothing')
