import type { OpenResult, Rate } from '../load/open-loop.ts'
import type { RunningTarget, Scene } from './stage.ts'

/** Later than this at its 99th percentile, the generator was held up by others on the machine. */
const mostLateMs = 1
const mostTries = 2

/** A target that is this slow at the median does not keep up: its queue grows. */
const hopelessMs = 150

/** One round at a fixed rate; taken again if it was the machine that was slow, and then the least disturbed one counts. */
export const askAtRate = async (scene: Scene, { port, client }: RunningTarget, rate: Rate): Promise<OpenResult> => {
  const tries: OpenResult[] = []
  for (;;) {
    const result = await scene.generator.ask('rate', { port, client, rate })
    tries.push(result)
    if (result.late.p99 <= mostLateMs || tries.length === mostTries)
      return tries.reduce((best, other) => (other.late.p99 < best.late.p99 ? other : best))
  }
}

/** Why a round says nothing of how long answers take, if it does not. */
export const failureOf = ({ firstError, unanswered, whole }: OpenResult, { stream }: Rate): string | undefined => {
  if (firstError !== undefined) return firstError
  return unanswered > 0 || (!stream && whole.p50 > hopelessMs) ? 'does not keep up' : undefined
}
