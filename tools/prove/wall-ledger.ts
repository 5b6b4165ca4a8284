import { setTimeout as wait } from 'node:timers/promises'
import type { Trial } from '@turnout/testing/fault-wall'

/** A line of the access log, as far as it is looked at here. */
export interface AccessLine {
  readonly model?: string
  readonly deployment?: string
  readonly stream?: boolean
  readonly attempts?: number
  readonly status: number
  readonly failure?: string
  readonly tokens_in?: number
  readonly tokens_out?: number
  readonly tokens_estimated?: boolean
}

interface Explained {
  readonly choices: readonly {
    readonly candidates: readonly { readonly limits?: readonly { readonly name: string; readonly used: number }[] }[]
  }[]
}

/** What an attempt is held at that was sent, and nobody says what it used: its prompt, and 500 tokens of an answer. */
const mostEstimated = 600

/** G3: nothing is reserved any more, and what limits count is what the upstream said, or an estimate that says so. */
export async function unsettled(
  url: string,
  { slug, case: one }: Trial,
  lines: readonly AccessLine[],
): Promise<readonly string[]> {
  let taken = await takenOf(url, slug)
  for (let i = 0; i < 80 && taken('parallel') > 0; i++) {
    await wait(25)
    taken = await takenOf(url, slug)
  }
  const told = lines.reduce((sum, { tokens_in = 0, tokens_out = 0 }) => sum + tokens_in + tokens_out, 0)
  const attempts = lines.reduce((sum, line) => sum + (line.attempts ?? 0), 0)
  const unknown = attempts - lines.filter((line) => line.tokens_in !== undefined).length
  const held = taken('tpm') - told
  const isHonest = ({ tokens_in, tokens_out, tokens_estimated }: AccessLine): boolean =>
    tokens_in === undefined || tokens_estimated === true || (tokens_in === 1 && tokens_out === 4)
  const isGuessed = ({ stream, status, deployment, tokens_estimated }: AccessLine, at: number): boolean =>
    tokens_estimated === true && saysUsage(at) && status === 200 && (!stream || deployment?.endsWith('-well') === true)
  // The odd usage of these comes with the first answer.
  const saysUsage = (at: number): boolean => one.row !== 'U24' || at > 0
  return [
    ...(taken('parallel') > 0 ? ['a place is still taken'] : []),
    ...(held < 0 || held > unknown * mostEstimated
      ? [`limits count ${taken('tpm')} tokens, the access log ${told}, and of ${unknown} attempts nobody knows`]
      : []),
    ...(lines.every(isHonest) ? [] : ['the access log has other tokens than the upstream said']),
    ...(lines.some(isGuessed) ? ['tokens are estimated that the upstream has told'] : []),
  ]
}

/** Of each limit, what is taken by all deployments of the model. */
async function takenOf(url: string, model: string): Promise<(limit: string) => number> {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] })
  const answer = await fetch(`${url}/router/explain`, { method: 'POST', body })
  const { choices } = (await answer.json()) as Explained
  const limits = (choices[0]?.candidates ?? []).flatMap((candidate) => candidate.limits ?? [])
  return (name) => limits.reduce((sum, limit) => sum + (limit.name === name ? limit.used : 0), 0)
}
