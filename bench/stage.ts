import { startRedis } from '../tools/redis/redis-server.ts'
import { Child } from './child.ts'
import type { Surroundings, Target } from './targets.ts'

export interface RunningTarget {
  readonly name: string
  readonly child: Child
  readonly port: number
}

/** All processes of a benchmark: each its own, so that the CPU time of one is never another's. */
export interface Stage {
  readonly upstream: Child
  readonly generator: Child
  readonly targets: readonly RunningTarget[]
  stop(): Promise<void>
}

export const startStage = async (targets: readonly Target[]): Promise<Stage> => {
  const upstream = new Child('mock upstream', new URL('./mock-upstream.ts', import.meta.url))
  const generator = new Child('load generator', new URL('./load-generator.ts', import.meta.url))
  const children = [upstream, generator]
  const upstreamPort = await upstream.listening()
  const redis = targets.some(({ needsRedis }) => needsRedis) ? await startRedis() : undefined
  const surroundings: Surroundings = { upstreamPort, ...(redis ? { redisUrl: redis.url } : {}) }
  const start = async ({ name, script, args }: Target): Promise<RunningTarget> => {
    const child = new Child(name, script, args(surroundings))
    children.push(child)
    return { name, child, port: await child.listening() }
  }
  return {
    upstream,
    generator,
    targets: await Promise.all(targets.map(start)),
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()))
      await redis?.stop()
    },
  }
}
