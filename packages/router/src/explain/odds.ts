import { isNonEmpty } from '@turnout/core'
import { Choice } from '../engine/choice.ts'
import { type Eligible, eligible, select, tiersAfter } from '../engine/choose.ts'
import type { Member } from '../engine/member.ts'
import type { GroupVisit } from '../engine/none-eligible.ts'

/** Enough to be right to a few per cent where chance is asked more than once. */
const mostDraws = 1_000
/** A group of thousands is asked less often: somebody waits for it. */
const mostLooks = 200_000
/** So often somebody must have been chosen, on the average, that it says how likely they are. */
const fewest = 5

export interface Odds {
  /** Who was chosen at least once. */
  readonly chosen: ReadonlyMap<Member, number>
  /** Whether that says how likely each is: so many may be chosen that nobody is chosen often. */
  readonly known: boolean
}

/** How often each would be chosen of those that have room, by asking the strategy again and again. */
export function oddsOf(visit: GroupVisit, hasRoom: (member: Member) => boolean): Odds {
  const { engine, ask, group, entry } = visit
  const draws = Math.max(20, Math.min(mostDraws, Math.floor(mostLooks / entry.members.length)))
  const counts = new Map<Member, number>()
  for (let draw = 0; draw < draws; draw++) {
    const random = startingAt((draw + 0.5) / draws, engine.runtime.random)
    const context = new Choice({ ...engine, runtime: { ...engine.runtime, random } }, ask, group, undefined)
    const members = firstWithRoom(eligible(engine, context, entry, []), hasRoom)
    if (!isNonEmpty(members)) return { chosen: new Map(), known: true }
    const chosen = select(entry, context, members)
    counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
  }
  const chosen = new Map([...counts].map(([member, count]) => [member, count / draws]))
  return { chosen, known: draws / counts.size >= fewest }
}

/** The first chance of the draws is spread evenly: whoever asks for one alone is told exactly. */
function startingAt(first: number, rest: () => number): () => number {
  let asked = 0
  return () => (asked++ === 0 ? first : rest())
}

function firstWithRoom(choice: Eligible, hasRoom: (member: Member) => boolean): readonly Member[] {
  for (const tier of [choice.members, ...tiersAfter(choice)]) {
    const left = tier.every(hasRoom) ? tier : tier.filter(hasRoom)
    if (left.length > 0) return left
  }
  return []
}
