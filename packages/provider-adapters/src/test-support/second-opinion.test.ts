import type { JsonObject } from '@turnout/core'
import * as z from 'zod'
import { text } from './recordings.test.ts'

const json = z.record(z.string(), z.json())

/** A translation that another gateway made: what came in, and what came out of it. */
export interface SecondOpinion {
  readonly given: string
  readonly theirs: string
}

/** `path` as in `requests/completions/basic`, `to` as in `anthropic`. */
export const secondOpinion = (path: string, to: string): SecondOpinion => ({
  given: text(`agentgateway-goldens/${path}.json`),
  theirs: text(`agentgateway-goldens/${path}.${to}.snap`).replace(/^---\n[\s\S]*?\n---\n/, ''),
})

/** A member of what came out. */
export const memberOf = ({ theirs }: SecondOpinion, name: 'request' | 'response'): JsonObject =>
  json.parse(json.parse(JSON.parse(theirs))[name])

/** The chunks that came out. */
export const chunksOf = ({ theirs }: SecondOpinion): readonly JsonObject[] =>
  [...theirs.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => json.parse(JSON.parse(data)))
