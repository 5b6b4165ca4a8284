import { invariants } from '@turnout/testing/simulation'
import type { Found, Hunt } from './hunt.ts'

/** What a whole proof came to. */
export interface Proof {
  readonly hunt: Hunt
  readonly known: number
  readonly twice: { readonly seeds: number; readonly different: readonly number[] }
  /** Absent: none were planted in this run. */
  readonly bugs?: readonly BugFound[]
}

export interface BugFound {
  readonly name: string
  readonly breaks: string
  readonly found: Found | undefined
}

const count = (number: number): string => number.toLocaleString('en')

/** Branches that the standard worlds did not come to. */
export const unreached = ({ reached }: Hunt): readonly string[] =>
  [...reached].flatMap(([branch, times]) => (times === 0 ? [branch] : []))

export const isProved = ({ hunt, twice, bugs = [] }: Proof): boolean =>
  hunt.broken.length + unreached(hunt).length + twice.different.length === 0 && bugs.every(({ found }) => found)

/** What was done and what it came to, as Markdown that reads well in a terminal. */
export function summary(proof: Proof): readonly string[] {
  const { hunt, known, twice, bugs } = proof
  const { all, compiled } = hunt.speed
  return [
    `Worlds: ${count(hunt.seeds)} (${known} of them because they once failed), with ${count(hunt.requests)} requests and ${count(hunt.calls)} upstream calls.`,
    `Speed: ${count(Math.round(compiled))} worlds a second of one core once the code is compiled (the later half), ${count(Math.round(all))} with all that comes before.`,
    `The same seed, the same trace: ${twice.seeds - twice.different.length} of ${twice.seeds} worlds lived twice.`,
    '',
    '| | invariant | broken in |',
    '|---|---|---|',
    ...invariants.map(({ number, says }) => `| ${number} | ${says} | ${brokenIn(hunt, number)} |`),
    ...(hunt.broken.some(({ invariant }) => invariant === 0) ? [`| 0 | nothing throws | ${brokenIn(hunt, 0)} |`] : []),
    '',
    '| branch reached | times |',
    '|---|---|',
    ...[...hunt.reached].map(([branch, times]) => `| ${branch} | ${times === 0 ? '**never**' : count(times)} |`),
    ...(bugs ? ['', ...bugLines(bugs)] : []),
  ]
}

function brokenIn({ broken, seeds }: Hunt, number: number): string {
  const worlds = broken.filter(({ invariant }) => invariant === number)
  return worlds.length === 0 ? `none of ${count(seeds)}` : `**${worlds.length}**, first ${worlds[0]?.seed}`
}

const bugLines = (bugs: readonly BugFound[]): readonly string[] => [
  `Planted bugs found: ${bugs.filter(({ found }) => found).length} of ${bugs.length}.`,
  '',
  '| planted bug | found by seed | broken invariant |',
  '|---|---|---|',
  ...bugs.map(
    ({ breaks, found }) =>
      `| ${breaks} | ${found ? count(found.seed) : '**not found**'} | ${found ? (found.invariant === 0 ? 'it throws' : found.invariant) : ''} |`,
  ),
]
