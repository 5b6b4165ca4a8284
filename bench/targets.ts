interface Surroundings {
  readonly upstreamPort: number
  /** A configuration for Turnout that leads to the mock upstream. */
  readonly configFile: string
}

/** A proxy to measure: a Node script that prints `listening on http://HOST:PORT`. */
export interface Target {
  readonly name: string
  readonly script: URL
  readonly args: (surroundings: Surroundings) => readonly string[]
}

export const floor: Target = {
  name: 'floor',
  script: new URL('./floor.ts', import.meta.url),
  args: ({ upstreamPort }) => [String(upstreamPort)],
}

/** What may be held against the floor; a second floor shows how much of a difference is noise. */
export const challengers: readonly Target[] = [
  {
    name: 'turnout',
    script: new URL('../apps/cli/dist/main.js', import.meta.url),
    args: ({ configFile }) => ['serve', '--config', configFile, '--port', '0'],
  },
  { ...floor, name: 'floor-again' },
]
