import type { Path } from './problem.ts'
import type { Answers } from './schema/cache.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'

/** A setting that is there, and where it stands. */
export interface Said<T> {
  readonly value: T
  readonly path: Path
}

/** Nothing and empty text are unset. */
export function saidIn<M extends object, K extends keyof M & string>(
  map: M | null | undefined,
  key: K,
  section: Path,
): Said<NonNullable<M[K]>> | undefined {
  const value = map?.[key]
  return value === undefined || value === null || value === '' ? undefined : { value, path: [...section, key] }
}

export type SaidOfAnswers = <K extends keyof Answers>(key: K) => Said<NonNullable<Answers[K]>> | undefined

/** What `cache_params` say of answers, and `cache_kwargs` where those say nothing. */
export const saidOfAnswers =
  ({ cache_kwargs }: RouterSettings, { cache_params }: LitellmSettings): SaidOfAnswers =>
  (key) =>
    saidIn<Answers, typeof key>(cache_params, key, ['litellm_settings', 'cache_params']) ??
    saidIn<Answers, typeof key>(cache_kwargs, key, ['router_settings', 'cache_kwargs'])

/**
 * Whether answers are kept; undefined where nobody says. LiteLLM's proxy turns its router's `cache_responses` on with
 * `cache`, and without a cache there is nothing to turn on.
 */
export const cacheWanted = (router: RouterSettings, litellm: LitellmSettings): boolean | undefined =>
  litellm.cache === false ? false : (router.cache_responses ?? litellm.cache ?? undefined)
