/** Bytes that one request of each case allocates. */
export type Figures = Readonly<Record<string, number>>

export interface Verdict {
  /** What is wrong, each with what to do. */
  readonly failures: readonly string[]
  /** What is worth knowing, and fails nothing. */
  readonly notes: readonly string[]
}

/** By how much a figure may move, of its baseline. */
const tolerance = 0.1
const write = 'node bench/guard/guard.ts --write'

/** Holds figures against a baseline; undefined: there is none of this Node. */
export function compare(figures: Figures, baseline: Figures | undefined, nodeMajor: string): Verdict {
  if (!baseline) return { failures: [], notes: [`There is no baseline of Node ${nodeMajor}; write it: ${write}`] }
  const failures: string[] = []
  const notes: string[] = []
  for (const [name, bytes] of Object.entries(figures)) {
    const before = baseline[name]
    if (before === undefined) {
      failures.push(`${name}: the baseline does not have it; write it: ${write}`)
      continue
    }
    const change = bytes / before - 1
    const told = `${name}: a request allocates ${bytes} bytes, ${percent(change)} than the baseline's ${before}`
    if (bytes > before * (1 + tolerance))
      failures.push(`${told}. Find what allocates (CONTRIBUTING.md tells how); if it has to be: ${write}`)
    else if (bytes < before * (1 - tolerance)) notes.push(`${told}. Well done; keep it: ${write}`)
  }
  const gone = Object.keys(baseline).filter((name) => figures[name] === undefined)
  return { failures: [...failures, ...gone.map((name) => `${name}: is no case any more; write: ${write}`)], notes }
}

const percent = (change: number): string => `${Math.abs(change * 100).toFixed(1)} % ${change > 0 ? 'more' : 'less'}`
