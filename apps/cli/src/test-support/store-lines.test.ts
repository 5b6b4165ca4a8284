import { onTestFinished } from 'vitest'
import { type RedisServer, startRedis } from '../../../../tools/redis/redis-server.ts'
import { type Turnout, until } from './running-turnout.test.ts'

/** A Redis until the end of a test. */
export async function redisOf(): Promise<RedisServer> {
  const redis = await startRedis()
  onTestFinished(redis.stop)
  return redis
}

export const lostLine = 'The shared store is lost'
export const backLine = 'The shared store is back'

/** How often a process has said that its store is lost, and that it is back. */
export const storeLines = ({ output }: Turnout): readonly number[] =>
  [lostLine, backLine].map((line) => output().split(line).length - 1)

/** Until all of them have said so. */
export const allSay = (fleet: readonly Turnout[], line: string): Promise<void> =>
  until(
    () => fleet.every(({ output }) => output().includes(line)),
    () => fleet.map(({ output }) => output()).join('\n'),
  )
