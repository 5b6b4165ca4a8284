import type { CacheUse } from '@turnout/core'

/** What did not have to be asked for again. */
export type Saved = Pick<CacheUse, 'savedUsage' | 'savedUsd'>

/** How a reply came out of the response cache, or did not. */
export interface CacheMark {
  readonly status: 'hit' | 'miss'
  /** Of the answer, as `POST /cache/delete` takes it; of several texts' embeddings the first keys, with commas. */
  readonly key: string
  /** Of a prompt that only means the same: the cosine of the two. */
  readonly similarity?: number
  readonly saved?: Saved
}
