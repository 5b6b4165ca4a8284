import { counted, dollars, duration } from './amounts.ts'
import type { NameOf } from './names.ts'
import { costOf, messageOf, statusOf } from './outcome.ts'
import type { ToldDecision } from './told.ts'

export interface Headline {
  readonly good: boolean
  readonly text: string
}

/** What became of a request, in one sentence. */
export function headlineOf(record: ToldDecision, nameOf: NameOf): Headline {
  const { attempts, error, cache, duration_ms: tookMs } = record
  const rest = [duration(tookMs), costOf(record)].filter((fact) => fact !== '').join(', ')
  if (cache?.status === 'hit' && !error) {
    const saved = cache.saved_usd ? `, ${dollars(cache.saved_usd)} saved` : ''
    return { good: true, text: `answered from the response cache, ${duration(tookMs)}${saved}` }
  }
  const served = attempts.findLast((attempt) => !attempt.error)
  if (!error) {
    const who = served ? nameOf(served.deployment_id, served.provider) : 'nobody'
    const hedge = served?.hedge ? ', asked because the first was slow' : ''
    return { good: true, text: `served by ${who}${afterWhat(record)}${hedge}, ${rest}` }
  }
  if (error.kind === 'cancelled') return { good: false, text: `left by its caller${afterWhat(record)}, ${rest}` }
  const when = attempts.length === 0 ? ' before anybody was asked' : afterWhat(record)
  return { good: false, text: `failed with ${statusOf(error)}${when}, ${rest}: ${messageOf(error)}` }
}

/** ` after 2 failures and 1 fallback`. */
function afterWhat({ attempts, fallbacks }: ToldDecision): string {
  const failed = attempts.filter(({ error }) => error && error.kind !== 'cancelled').length
  const before = [
    ...(failed > 0 ? [counted(failed, 'failure')] : []),
    ...(fallbacks > 0 ? [counted(fallbacks, 'fallback')] : []),
  ]
  return before.length > 0 ? ` after ${before.join(' and ')}` : ''
}
