import type { OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import { nameOf } from '../engine/resolve-group.ts'
import type { Answers } from './answers.ts'
import { canonical, canonicalObject } from './canonical.ts'
import { digestKey } from './digest-key.ts'
import { exactNumbers } from './exact-numbers.ts'

/** Of the entry's form and of what is in the key: another number finds nothing of what was kept before. */
const version = 1

/** Parameters that no answer depends on, or that stand in the key in another form. Whatever else is asked is in it. */
const apart: ReadonlySet<string> = new Set(['model', 'stream', 'stream_options', 'metadata'])

/** What is asked of a group: its key depends on the engine's configuration, too. Throws where it is too deep. */
export interface Asked {
  readonly engine: Engine
  readonly answers: Answers
  readonly ask: Ask<OperationName>
  /** The group that serves, or is asked. */
  readonly group: string
}

/**
 * What an answer depends on: the operation, the group (or those that are as good), who asks, and every parameter, known
 * or not, in whatever order. Whether it is to be a stream is not part of it.
 */
export function answerKey(asked: Asked): string {
  const { answers, ask } = asked
  if (!isUsual(asked) || !answers.bodies.has(ask.request)) return hashed(asked, textOf(asked))
  const group = groupOf(asked)
  const namespace = namespaceOf(asked)
  const circumstances = { group, caller: ask.caller, namespace }
  const known = answers.keys.get(ask.request, circumstances)
  if (known !== undefined) return known
  const key = hashed(asked, textOf(asked))
  answers.keys.set(ask.request, { ...circumstances, key })
  return key
}

/** The keys of a request's parts: each text of it stands for the parameter `without`. */
export function partKeys(asked: Asked, without: string, parts: readonly string[]): readonly string[] {
  // What they share is read once, however long it is.
  const shared = digestKey(textOf(asked, without))
  return parts.map((part) => hashed(asked, shared + part))
}

const groupOf = ({ ask: { wildcard }, group }: Asked): string => nameOf({ group, wildcard })

const namespaceOf = ({ answers: { settings }, ask }: Asked): string | undefined =>
  ask.cacheWishes?.namespace ?? settings.namespace

/** Whether nothing but the request, the group and the caller matters. */
const isUsual = ({ engine: { config }, ask }: Asked): boolean =>
  !config.checks.tags && !config.checks.preCall && ask.params === undefined && ask.mockResponse === undefined

function textOf(asked: Asked, without?: string): string {
  const { engine, answers, ask } = asked
  const { checks } = engine.config
  const request: Readonly<Record<string, unknown>> = ask.request
  const group = groupOf(asked)
  const same = answers.settings.groups.find((groups) => groups.includes(group))
  const who = answers.settings.shared ? '' : (ask.caller ?? '')
  const where = [checks.tags ? ask.tags.toSorted() : [], checks.preCall ? (ask.region ?? '') : '']
  const rest = [version, ask.operation, same ?? group, who, ...where, ask.params ?? null, ask.mockResponse ?? null]
  const matters = (name: string): boolean => request[name] !== null || isDefault(asked, name)
  const names = Object.keys(request).filter((name) => !apart.has(name) && name !== without && matters(name))
  const exact = ask.raw === undefined ? [] : exactNumbers(ask.raw)
  return canonical([...rest, ...exact]) + canonicalObject(request, names)
}

/** Nothing is what a deployment has for it; `null` is not. */
const isDefault = ({ engine, group }: Asked, name: string): boolean =>
  engine.groups.get(group)?.members.some(({ deployment }) => Object.hasOwn(deployment.defaults, name)) === true

const hashed = (asked: Asked, text: string): string => digestKey(text, namespaceOf(asked))
