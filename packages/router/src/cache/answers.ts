import type { CacheSettings, Clock, ResponseCache, RouterEvent, SemanticIndex } from '@turnout/core'
import type { RouterCache } from '../router-cache.ts'
import { CarefulCache } from './careful-cache.ts'
import { Flights } from './flights.ts'
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
  /** Absent where each request is asked by itself. */
  readonly flights?: Flights
  /** Absent where only the same words are the same. */
  readonly semantic?: SemanticSearch
}

export const answersOf = (
  store: CacheStore,
  settings: CacheSettings,
  clock: Clock,
  emit?: (event: RouterEvent) => void,
): Answers => ({
  ...store,
  settings,
  careful: new CarefulCache(store.cache, clock, emit),
  ...(settings.coalesce ? { flights: new Flights() } : {}),
  ...(settings.semantic && store.index ? { semantic: new SemanticSearch(settings.semantic, store.index) } : {}),
})
