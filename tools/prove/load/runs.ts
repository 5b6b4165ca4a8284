import { drain } from './drain.ts'
import type { Figure } from './figure.ts'
import { kill } from './kill.ts'
import { overload } from './overload.ts'
import { redisFreeze } from './redis-freeze.ts'
import { slowReaders } from './slow-readers.ts'
import { soakFigures } from './soak.ts'

interface LoadRun {
  readonly name: string
  /** Unless said. */
  readonly seconds: number
  readonly run: (seconds: number) => Promise<readonly Figure[]>
}

/** Shortest first. */
export const loadRuns: readonly LoadRun[] = [
  { name: 'drain', seconds: 5, run: drain },
  { name: 'kill', seconds: 20, run: kill },
  { name: 'redis-freeze', seconds: 30, run: redisFreeze },
  { name: 'slow-readers', seconds: 30, run: slowReaders },
  { name: 'overload', seconds: 60, run: overload },
  { name: 'soak', seconds: 1_800, run: soakFigures },
]
