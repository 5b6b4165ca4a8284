import { amount } from './amounts.ts'
import { clipped } from './text-lines.ts'
import type { ToldCandidate, ToldChoice } from './told.ts'

/** How a candidate stands: it was chosen, could have been, stands back, or is put aside. */
export type Standing = 'chosen' | 'able' | 'back' | 'out'

export function standingOf(
  { deployment_id: id, rejection, stands_back: back }: ToldCandidate,
  choice: ToldChoice,
): Standing {
  if (id === choice.chosen) return 'chosen'
  if (rejection) return 'out'
  return back === undefined ? 'able' : 'back'
}

interface Listed {
  readonly shown: readonly ToldCandidate[]
  /** The others in words; undefined where there are none. */
  readonly rest: string | undefined
}

/** So many lines are read at a glance. */
const mostShown = 12
/** Of these at most so many are put aside. */
const mostOut = 4

/** Who stands in the table: everybody, or the best few. */
export function listed(choice: ToldChoice): Listed {
  const inOrder = choice.candidates.toSorted(
    (one, other) => rankOf(one, choice) - rankOf(other, choice) || (other.odds ?? 0) - (one.odds ?? 0),
  )
  const shown = inOrder.length <= mostShown ? inOrder : bestOf(inOrder)
  const others = inOrder.filter((candidate) => !shown.includes(candidate))
  const count = others.length + choice.unlisted
  if (count === 0) return { shown, rest: undefined }
  return { shown, rest: `and ${amount(count)} more: ${kindsOf(others, choice.unlisted).join(', ')}` }
}

const ranks: Readonly<Record<Standing, number>> = { chosen: 0, able: 1, back: 2, out: 3 }

const rankOf = (candidate: ToldCandidate, choice: ToldChoice): number => ranks[standingOf(candidate, choice)]

/** Of those put aside one of each filter comes first. */
function bestOf(inOrder: readonly ToldCandidate[]): readonly ToldCandidate[] {
  const able = inOrder.filter(({ rejection }) => !rejection)
  const out = inOrder.filter(({ rejection }) => rejection)
  const first = [...Map.groupBy(out, ({ rejection }) => rejection?.filter).values()].flatMap((group) =>
    group.slice(0, 1),
  )
  const outFirst = [...first, ...out.filter((one) => !first.includes(one))]
  const ableShown = able.slice(0, mostShown - Math.min(mostOut, out.length))
  return [...ableShown, ...outFirst.slice(0, mostOut)]
}

function kindsOf(others: readonly ToldCandidate[], unlisted: number): readonly string[] {
  const kinds = Map.groupBy(others, ({ rejection, stands_back: back }) => {
    if (rejection) return clipped(rejection.filter, 24)
    return back === undefined ? 'able' : 'standing back'
  })
  return [
    ...[...kinds].map(([kind, { length }]) => `${amount(length)} ${kind}`),
    ...(unlisted > 0 ? [`${amount(unlisted)} not listed`] : []),
  ]
}
