import { expect } from 'vitest'
import { parseConfig } from '../load-config.ts'

/** A file has just these problems, as `LINE:COLUMN LEVEL CODE` with `→ SUGGESTION`; with an error it is no configuration. */
export function expectSaid(text: string, expected: readonly string[]): void {
  const { config, problems } = parseConfig(text, { environment: {} })
  const said = problems.map(
    ({ line, column, level, code, suggestion }) =>
      `${line}:${column} ${level} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`,
  )
  expect(said).toEqual(expected)
  expect(config === undefined).toBe(said.some((line) => line.includes(' error ')))
}
