import type { CacheSettings, Clock, ResponseCache, SemanticIndex } from '@turnout/core'
import type { EventHub } from '../events/event-hub.ts'
import { KnownBodies } from '../http/known-bodies.ts'
import type { RouterCache } from '../router-cache.ts'
import { CarefulCache } from './careful-cache.ts'
import type { Found } from './find.ts'
import { Flights } from './flights.ts'
import { KnownKeys } from './known-keys.ts'
import { type Plan, usualPlan } from './plan.ts'
import { SemanticSearch } from './semantic-search.ts'

/** A cache, and where it came from. */
export interface CacheStore {
  readonly kind: RouterCache['kind']
  readonly cache: ResponseCache
  /** Where the meanings of prompts are kept, if they are. */
  readonly index?: SemanticIndex
}

/** The kept answers of an engine. */
export interface Answers extends CacheStore {
  readonly settings: CacheSettings
  /** The same cache, for requests. */
  readonly careful: CarefulCache
  readonly usually: Plan
  readonly bodies: KnownBodies
  readonly keys: KnownKeys
  /** What values of a cache in memory come to; elsewhere every value is a new one. */
  readonly found: WeakMap<Uint8Array, Found> | undefined
  /** Absent where each request is asked by itself. */
  readonly flights?: Flights
  /** Absent where only the same words are the same. */
  readonly semantic?: SemanticSearch
}

export const answersOf = (
  { kind, cache, index }: CacheStore,
  settings: CacheSettings,
  clock: Clock,
  events?: Pick<EventHub, 'emit'>,
): Answers => ({
  kind,
  cache,
  ...(index ? { index } : {}),
  settings,
  usually: usualPlan(settings.ttlMs),
  bodies: new KnownBodies(),
  keys: new KnownKeys(),
  found: kind === 'memory' ? new WeakMap() : undefined,
  careful: new CarefulCache(cache, clock, events),
  ...(settings.coalesce ? { flights: new Flights() } : {}),
  ...(settings.semantic && index ? { semantic: new SemanticSearch(settings.semantic, index, clock) } : {}),
})
