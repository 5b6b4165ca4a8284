import type { FaultCase, GoodRequest } from './case.ts'
import type { Told } from './told.ts'

/** One try of a case: by itself, or with another deployment that is well. */
export interface Trial {
  readonly row: string
  readonly case: FaultCase
  readonly spare: boolean
  /** What it is called where names must be short and plain, as in a path. */
  readonly slug: string
}

/** What it takes to ask the gateway under test. */
export interface Target {
  readonly url: string
  /** Statuses and codes as Turnout promises them, or what any honest gateway might say. */
  readonly exactly: boolean
  /** How long any case may take at the least, where the gateway's own times are longer than the wall asks for. */
  readonly patienceMs?: number
  /** Of the request for this trial: the model's name, and headers that the gateway wants besides. */
  asked(
    trial: Trial,
    base: string,
  ): { readonly model: string; readonly headers: readonly string[]; readonly path?: string }
  /** What can be seen from inside once the trial is over and the model has served once more: what should not be so. */
  inside?(trial: Trial, told: Told): Promise<readonly string[]>
}

/** Every try of these cases, in order. */
export function trialsOf(cases: readonly FaultCase[], withSpares: boolean): readonly Trial[] {
  const count = new Map<string, number>()
  return cases.flatMap((one) => {
    const at = (count.get(one.row) ?? 0) + 1
    count.set(one.row, at)
    const slug = `${one.row.toLowerCase()}-${at}`
    const alone = { row: one.row, case: one, spare: false, slug }
    return withSpares && one.withSpare
      ? [alone, { row: one.spareRow ?? one.row, case: one, spare: true, slug: `${slug}-spare` }]
      : [alone]
  })
}

export const requestFor = (target: Target, trial: Trial, base: string): GoodRequest => {
  const { model, headers, path = '/v1/chat/completions' } = target.asked(trial, base)
  const { stream = false, body } = trial.case.asking ?? {}
  const url = new URL(target.url)
  return {
    path: `${url.pathname.replace(/\/(?:v1\/?)?$/, '')}${path}`,
    headers: [`host: ${url.host}`, 'content-type: application/json', ...headers],
    body: JSON.stringify({
      model,
      messages: [{ role: 'user', content: 'What does the wall do?' }],
      ...(stream ? { stream: true } : {}),
      ...body,
    }),
  }
}
