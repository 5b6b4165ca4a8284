import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { GrowthRow } from '../parts/growth.ts'
import type { LatencyRow } from '../parts/latency.ts'
import type { MemoryRow } from '../parts/memory.ts'
import type { StartRow } from '../parts/start-up.ts'
import { failureWords } from './failure.ts'
import type { RunFacts } from './run-facts.ts'
import type { CpuRow } from './summary.ts'

export interface Part<Row> {
  readonly facts: RunFacts
  /** How it was run, in a few words. */
  readonly how: string
  readonly rows: readonly Row[]
  /** Why targets are not in it, by name. */
  readonly absent: Readonly<Record<string, string>>
}

/** The figures that docs/performance.md shows: of each part the last complete run. */
export interface Figures {
  readonly cpu?: Part<CpuRow>
  readonly latency?: Part<LatencyRow>
  readonly memory?: Part<MemoryRow>
  readonly start?: Part<StartRow>
  readonly growth?: Part<GrowthRow>
  /** Shares are of a proxy that tells nobody anything. */
  readonly callbacks?: Part<CpuRow>
}

const file = new URL('../figures.json', import.meta.url)

export const readFigures = (): Figures => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figures) : {})

/** Figures to four digits, as more would be noise, and failures in a few words, without what they printed. */
const shortened = (key: string, value: unknown): unknown => {
  if (key === 'failure' && typeof value === 'string') return failureWords(value)
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
}

export const keepFigures = (figures: Figures): void =>
  writeFileSync(file, `${JSON.stringify({ ...readFigures(), ...figures }, shortened, 2)}\n`)
