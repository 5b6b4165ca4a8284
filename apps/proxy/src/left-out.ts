import type { Problem } from '@turnout/config-loader'

/** A deployment that the file has, and that cannot serve. */
export interface LeftOut {
  readonly at: string
  readonly error: string
}

const codes: ReadonlySet<string> = new Set(['unknown-provider', 'unknown-credential'])

/** Those whose provider or credential cannot be told. */
export const leftOutIn = (problems: readonly Problem[]): readonly LeftOut[] =>
  problems.flatMap(({ code, path: [list, index], message }) =>
    codes.has(code) && list === 'model_list' && index !== undefined
      ? [{ at: `${list}[${index}]`, error: message }]
      : [],
  )
