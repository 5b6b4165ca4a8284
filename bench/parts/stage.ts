import { startRedis } from '../../tools/redis/redis-server.ts'
import { Child } from '../processes/child.ts'
import { Program } from '../processes/program.ts'
import type { ClientSide } from '../targets/client-side.ts'
import type { Surroundings, Target } from '../targets/target.ts'

export interface RunningTarget {
  readonly target: Target
  readonly port: number
  readonly client: ClientSide
  /** None where clients ask the upstream itself. */
  readonly program?: Program
}

/** What every target needs around it. */
export interface Scene {
  readonly upstream: Child
  readonly generator: Child
  start(target: Target): Promise<RunningTarget>
  stop(): Promise<void>
}

/** An upstream and a load generator: each its own process, so that the CPU time of one is never another's. */
export const setScene = async (withRedis = false): Promise<Scene> => {
  const upstream = new Child('mock upstream', new URL('../upstream/mock-upstream.ts', import.meta.url))
  const generator = new Child('load generator', new URL('../load/load-generator.ts', import.meta.url))
  const sink = new Child('callback sink', new URL('../upstream/callback-sink.ts', import.meta.url))
  const programs = [upstream.program, generator.program, sink.program]
  const upstreamPort = await upstream.program.listening()
  const sinkPort = await sink.program.listening()
  const redis = withRedis ? await startRedis() : undefined
  const at: Surroundings = { upstreamPort, sinkPort, ...(redis ? { redisUrl: redis.url } : {}) }
  return {
    upstream,
    generator,
    start: async (target) => {
      const client = target.client?.(at) ?? {}
      const command = await target.command?.(at)
      if (command === undefined) return { target, client, port: upstreamPort }
      const program = new Program(target.name, command)
      programs.push(program)
      return { target, client, program, port: await program.listening() }
    },
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop()))
      await redis?.stop()
    },
  }
}

export interface Stage extends Scene {
  readonly targets: readonly RunningTarget[]
}

/** A scene with all of these targets running. */
export const startStage = async (targets: readonly Target[]): Promise<Stage> => {
  const scene = await setScene(targets.some(({ needsRedis }) => needsRedis))
  try {
    return { ...scene, targets: await Promise.all(targets.map((target) => scene.start(target))) }
  } catch (error) {
    await scene.stop()
    throw error
  }
}
