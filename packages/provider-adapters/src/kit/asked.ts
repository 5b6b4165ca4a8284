import type { ChatRequest, Deployment } from '@turnout/core'
import * as z from 'zod'
import { parseParam } from './parse-param.ts'

/** What a call asks for: the request, and under it what the deployment says for all. */
export const askedOf = <R extends object>({
  deployment,
  request,
}: {
  readonly deployment: Pick<Deployment, 'defaults'>
  readonly request: R
}): R => ({ ...deployment.defaults, ...request })

/** The limits and the sampling of an answer; undefined where the caller left them open. */
export interface Sampling {
  readonly maxTokens: number | undefined
  readonly temperature: number | undefined
  readonly topP: number | undefined
  /** LiteLLM's `top_k`, which OpenAI has not. */
  readonly topK: number | undefined
  /** Never empty. */
  readonly stop: readonly string[] | undefined
  readonly seed: number | undefined
  readonly presencePenalty: number | undefined
  readonly frequencyPenalty: number | undefined
}

const number = z.number().nullish()
const count = z.number().int().positive().nullish()
const stopSchema = z.union([z.string(), z.array(z.string())]).nullish()

/** Reads them; JSON leaves out what is undefined, so that each can be written as it is. */
export function samplingOf(asked: ChatRequest): Sampling {
  const numberIn = (param: string) => parseParam(number, asked[param], param) ?? undefined
  const countIn = (param: string) => parseParam(count, asked[param], param) ?? undefined
  const stop = [parseParam(stopSchema, asked.stop, 'stop') ?? []].flat().filter((text) => text !== '')
  return {
    maxTokens: countIn('max_completion_tokens') ?? countIn('max_tokens'),
    temperature: numberIn('temperature'),
    topP: numberIn('top_p'),
    topK: countIn('top_k'),
    stop: stop.length > 0 ? stop : undefined,
    seed: numberIn('seed'),
    presencePenalty: numberIn('presence_penalty'),
    frequencyPenalty: numberIn('frequency_penalty'),
  }
}
