import { hash } from 'node:crypto'
import type { CacheSettings, OperationName, RouterConfig } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import { canonical, canonicalObject } from './canonical.ts'

/** Of the entry's form and of what is in the key: another number finds nothing of what was kept before. */
const version = 1

/** Parameters that no answer depends on, or that stand in the key in another form. Whatever else is asked is in it. */
const apart: ReadonlySet<string> = new Set(['model', 'stream', 'stream_options', 'metadata'])

export interface KeyParts {
  readonly ask: Ask<OperationName>
  /** The group that serves, or is asked. */
  readonly group: string
  readonly config: RouterConfig
  readonly settings: CacheSettings
  /** Parameters that `keyOf` adds. */
  readonly without?: string
}

/**
 * What an answer depends on: the operation, the group (or those that are as good), who asks, and every parameter, known
 * or not, in whatever order. Whether it is to be a stream is not part of it.
 */
export function askedOf({ ask, group, config, settings, without }: KeyParts): string {
  const { checks } = config
  const request: Readonly<Record<string, unknown>> = ask.request
  const same = settings.groups.find((groups) => groups.includes(group))
  const who = settings.shared ? '' : (ask.caller ?? '')
  const where = [checks.tags ? ask.tags.toSorted() : [], checks.preCall ? (ask.region ?? '') : '']
  const rest = [version, ask.operation, same ?? group, who, ...where, ask.params ?? null, ask.mockResponse ?? null]
  const names = Object.keys(request).filter((name) => !apart.has(name) && name !== without && request[name] != null)
  return canonical(rest) + canonicalObject(request, names)
}

/** SHA-256 of all of it, behind the namespace. */
export function keyOf(asked: string, namespace: string | undefined, rest = ''): string {
  const digest = hash('sha256', asked + rest, 'hex')
  return namespace === undefined ? digest : `${encodeURIComponent(namespace.toWellFormed())}:${digest}`
}
