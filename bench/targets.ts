import { type Limited, writeConfigFile } from './config-file.ts'

export interface Surroundings {
  readonly upstreamPort: number
  /** A Redis of the benchmark's own, for targets that need one. */
  readonly redisUrl?: string
}

/** A proxy to measure: a Node script that prints `listening on http://HOST:PORT`. */
export interface Target {
  readonly name: string
  readonly script: URL
  readonly args: (surroundings: Surroundings) => readonly string[]
  readonly needsRedis?: boolean
  /** What it is held against; the floor unless said. */
  readonly base?: Target
}

export const floor: Target = {
  name: 'floor',
  script: new URL('./floor.ts', import.meta.url),
  args: ({ upstreamPort }) => [String(upstreamPort)],
}

const turnout = (name: string, by: (surroundings: Surroundings) => Limited | undefined): Target => ({
  name,
  script: new URL('../apps/cli/dist/main.js', import.meta.url),
  args: (at) => ['serve', '--config', writeConfigFile(at.upstreamPort, by(at)), '--port', '0'],
})

const limitsInMemory = turnout('limits-in-memory', () => ({}))

/** What may be held against the floor; a second floor shows how much of a difference is noise. */
export const challengers: readonly Target[] = [
  turnout('turnout', () => undefined),
  limitsInMemory,
  {
    ...turnout('limits-in-redis', ({ redisUrl = '' }) => ({ redisUrl })),
    ...{ needsRedis: true, base: limitsInMemory },
  },
  { ...floor, name: 'floor-again' },
]
