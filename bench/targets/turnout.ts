import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configText, type Shape, temporaryFile } from './config-file.ts'
import type { Surroundings, Target } from './target.ts'

const main = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))
const notBuilt = (): string | undefined => (existsSync(main) ? undefined : 'not built: npm run build')

/** The built proxy, as its users start it. */
export const turnoutWith = (
  name: string,
  title: string,
  shape: (at: Surroundings) => Shape = () => ({}),
  options: readonly string[] = [],
): Target => ({
  name,
  title,
  command: (at) => {
    const file = temporaryFile('turnout.yaml', configText(at.upstreamPort, shape(at)))
    return { command: process.execPath, args: [main, 'serve', '--config', file, '--port', '0', ...options] }
  },
  absent: notBuilt,
})

export const turnout: Target = turnoutWith('turnout', 'Turnout')

export const limitsInMemory: Target = turnoutWith('limits-in-memory', 'Turnout, limits in memory', () => ({
  limits: {},
}))

/** Every request is the same, so all but the first are hits. */
export const cacheHits: Target = turnoutWith('cache-hits', 'Turnout, hits of the cache', () => ({ keeps: true }))

/** What others are held against to see what seeing costs: no metrics, no records, no log. */
export const toldNobody: Target = turnoutWith('told-nobody', 'Turnout, nobody told', () => ({ tells: 'nobody' }), [
  ...['--access-log', 'off'],
])

export const metricsAlone: Target = turnoutWith(
  'metrics-alone',
  'Turnout, metrics alone',
  () => ({ tells: 'metrics' }),
  [...['--access-log', 'off']],
)

/** All that there are, with the access log and the records of requests. */
export const allCallbacks: Target = turnoutWith('all-callbacks', 'Turnout, all callbacks', ({ sinkPort }) => ({
  tells: { sinkPort },
}))

const redisIsThere = (): boolean => !spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).error

export const limitsInRedis: Target = {
  ...turnoutWith('limits-in-redis', 'Turnout, limits in Redis', ({ redisUrl }) => ({ limits: { redisUrl } })),
  needsRedis: true,
  absent: () => notBuilt() ?? (redisIsThere() ? undefined : 'needs redis-server'),
}

/** Whether `turnout serve` knows the option. */
const knows = (option: string): boolean =>
  spawnSync(process.execPath, [main, 'serve', '--help'], { encoding: 'utf8' }).stdout.includes(option)

export const twoWorkers: Target = {
  ...turnoutWith('two-workers', 'Turnout, 2 workers', undefined, ['--workers', '2']),
  absent: () => notBuilt() ?? (knows('--workers') ? undefined : '`turnout serve` has no option --workers yet'),
}
