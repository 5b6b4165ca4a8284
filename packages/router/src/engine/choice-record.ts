import type { CandidateRecord, ChoiceContext, ChoiceRecord, Json, Rejection } from '@turnout/core'
import type { Eligible } from './choose.ts'
import type { Group } from './group.ts'
import type { Member } from './member.ts'

/** A group may have thousands; the others are counted. */
const mostListed = 50

/** Who was looked at, and with what outcome. */
export interface Chosen extends Pick<ChoiceRecord, 'attemptId' | 'failure'> {
  readonly group: string
  readonly entry: Group
  readonly choice: Eligible
  readonly chosen?: Member
  /** Who was wanted, and is at a limit. */
  readonly full: readonly Member[]
  /** Monotonic. */
  readonly atMs: number
}

/**
 * A choice that was made: to be noted before anything of it changes. What does not move is only written down for whoever
 * looks, because of most requests nobody does. `context` is asked for where the strategy goes by signals, and not kept: it
 * has the whole request.
 */
export class NotedChoice implements ChoiceRecord {
  readonly type = 'choice'
  readonly atMs: number
  readonly group: string
  readonly strategy: string
  readonly unlisted: number
  readonly chosenId?: string
  readonly attemptId?: string
  readonly failure?: NonNullable<ChoiceRecord['failure']>
  readonly #moment: Pick<Chosen, 'entry' | 'choice' | 'chosen' | 'full'>
  /** How many had been tried by then: the list goes on. */
  readonly #tried: number
  readonly #views: readonly View[]
  #candidates: readonly CandidateRecord[] | undefined

  constructor(moment: Chosen, context: () => ChoiceContext) {
    const { entry, choice, chosen, attemptId, failure } = moment
    this.atMs = moment.atMs
    this.group = moment.group
    this.strategy = entry.strategy.name
    this.unlisted = Math.max(0, entry.members.length - mostListed)
    if (chosen) this.chosenId = chosen.deployment.id
    if (attemptId !== undefined) this.attemptId = attemptId
    if (failure) this.failure = failure
    this.#moment = moment
    this.#tried = choice.tried.length
    this.#views = viewsOf(entry, chosen, context)
  }

  get candidates(): readonly CandidateRecord[] {
    this.#candidates ??= this.#listed()
    return this.#candidates
  }

  toJSON(): ChoiceRecord {
    const { type, atMs, group, strategy, candidates, unlisted, chosenId, attemptId, failure } = this
    return {
      ...{ type, atMs, group, strategy, candidates, unlisted },
      ...(chosenId === undefined ? {} : { chosenId }),
      ...(attemptId === undefined ? {} : { attemptId }),
      ...(failure ? { failure } : {}),
    }
  }

  #listed(): readonly CandidateRecord[] {
    const { entry, choice, chosen, full } = this.#moment
    const then = { ...choice, tried: choice.tried.slice(0, this.#tried) }
    const rejections = new Map(choice.rejected.map((rejection) => [rejection.deploymentId, rejection]))
    return listedOf(entry.members, chosen).map((member, at) => {
      const rejection = rejections.get(member.deployment.id) ?? (full.includes(member) ? atItsLimit : undefined)
      return candidateRecord(then, member, this.#views[at] ?? {}, rejection)
    })
  }
}

type View = CandidateRecord['view']

/** Of a group whose strategy goes by the configuration alone: always the same. */
const unmoved = new WeakMap<Group, readonly View[]>()

function viewsOf(entry: Group, chosen: Member | undefined, context: () => ChoiceContext): readonly View[] {
  const { members, strategy } = entry
  const known = unmoved.get(entry)
  if (known) return known
  const views = read(listedOf(members, chosen), entry, strategy.tell && context())
  const { tell, needs } = strategy
  const moves = Object.keys(needs).length > 0 || (tell && tell.length > 1) || members.length > mostListed
  if (!moves) unmoved.set(entry, views)
  return views
}

const read = (members: readonly Member[], entry: Group, context: ChoiceContext | undefined): readonly View[] =>
  members.map((member) => viewOf(entry, member, context))

/** The first ones, and whoever was chosen. */
export function listedOf(members: readonly Member[], chosen: Member | undefined): readonly Member[] {
  if (members.length <= mostListed) return members
  const first = members.slice(0, mostListed)
  return chosen && !first.includes(chosen) ? [...first.slice(0, -1), chosen] : first
}

/** One of them, put aside by a filter or not. */
export function candidateRecord(
  choice: Eligible,
  member: Member,
  view: View,
  rejection: Omit<Rejection, 'deploymentId'> | undefined,
): CandidateRecord {
  const { deployment } = member
  const standsBack = rejection ? undefined : whyBack(choice, member)
  return {
    ...{ deploymentId: deployment.id, provider: deployment.provider, model: deployment.model },
    ...(rejection ? { rejection: { filter: rejection.filter, reason: rejection.reason } } : {}),
    ...(standsBack ? { standsBack } : {}),
    view,
  }
}

/** No filter, but it has the same effect. */
const atItsLimit = { filter: 'limits', reason: 'it is at its limit' }

function whyBack({ members, tried }: Eligible, member: Member): CandidateRecord['standsBack'] {
  if (members.includes(member)) return undefined
  if (tried.includes(member.deployment.id)) return 'tried'
  const [first] = members
  return (first?.deployment.order ?? 0) === (member.deployment.order ?? 0) ? 'warming-up' : 'order'
}

/**
 * What the strategy goes by, read now; without a request, the signals that it needs. One of somebody's own may throw, or
 * tell what is no plain data.
 */
export function viewOf({ strategy }: Group, { forStrategy }: Member, context?: ChoiceContext): CandidateRecord['view'] {
  try {
    const told = context && strategy.tell?.(forStrategy, context)
    const values: Readonly<Record<string, unknown>> = told ?? forStrategy
    const view: Record<string, Json> = {}
    for (const name in told ?? strategy.needs) view[name] = plain(values[name])
    return view
  } catch {
    return {}
  }
}

/** Values of signals are anybody's: what is no plain data is told as far as it is. */
function plain(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return flat(value)
}

/** Of an object what is no object again, nor a function. */
function flat(value: object): Json {
  const told: Record<string, Json> = {}
  for (const name in value) {
    const entry: unknown = Reflect.get(value, name)
    if (typeof entry !== 'object' && typeof entry !== 'function') told[name] = plain(entry)
  }
  return told
}
