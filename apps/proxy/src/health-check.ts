import {
  type CancelScope,
  type Clock,
  type Deployment,
  type ErrorKind,
  type JsonObject,
  type OperationName,
  TurnoutError,
} from '@turnout/core'
import type { Generation } from '@turnout/router'
import { asTurnoutError } from '@turnout/router/http'

/** What came of asking a deployment. */
export type Checked =
  | { readonly result: 'works'; readonly tookMs: number }
  | { readonly result: 'fails'; readonly kind: ErrorKind; readonly message: string }
  | { readonly result: 'skipped'; readonly why: string }

type Question = readonly [OperationName, JsonObject]

const messages = [{ role: 'user', content: 'hi' }]

/** The least that can be asked, by `model_info.mode` in LiteLLM's words (litellm-behaviour, section 9.4). */
const questions: Readonly<Record<string, Question>> = {
  chat: ['chat', { messages, max_tokens: 1 }],
  completion: ['textCompletion', { prompt: 'hi', max_tokens: 1 }],
  embedding: ['embedding', { input: ['hi'] }],
  rerank: ['rerank', { query: 'hi', documents: ['hi'] }],
}

/** OpenAI's reasoning models refuse `max_tokens`, and need room to think. */
const ofReasoners: Question = ['chat', { messages, max_completion_tokens: 16 }]

const encoder = new TextEncoder()
const usualTimeoutMs = 60_000
const atOnce = 8

interface CheckParts {
  readonly generation: Generation
  readonly clock: Clock
  /** Whoever wants to know may leave. */
  readonly scope: CancelScope
}

/** Asks each of them, some at a time: a real request, which costs what it costs and counts as one. */
export async function checkHealth(
  deployments: readonly Deployment[],
  parts: CheckParts,
): Promise<ReadonlyMap<string, Checked>> {
  const found = new Map<string, Checked>()
  const left = deployments.values()
  const work = async (): Promise<void> => {
    for (const deployment of left) found.set(deployment.id, await check(deployment, parts))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

async function check(deployment: Deployment, { generation, clock, scope }: CheckParts): Promise<Checked> {
  const { id, model, info } = deployment
  const mode = typeof info['mode'] === 'string' ? info['mode'] : 'chat'
  const question = Object.hasOwn(questions, mode) ? questions[mode] : undefined
  if (!question) return { result: 'skipped', why: `There is no check for the mode ${mode}.` }
  if (model.includes('*')) return { result: 'skipped', why: 'It serves many models, and none was asked for.' }
  if (scope.reason) return { result: 'skipped', why: 'Nobody waits for it.' }
  const timeoutMs = secondsIn(info['health_check_timeout']) ?? usualTimeoutMs
  const startedMs = clock.monotonicMs()
  const ask = async ([operation, body]: Question) => {
    const bytes = encoder.encode(JSON.stringify({ ...body, model: id }))
    const reply = await generation.call(operation, generation.parse(operation, bytes).request, {
      ...{ numRetries: 0, disableFallbacks: true, timeoutMs, deadlineMs: timeoutMs, scope },
      ...{ cache: { noCache: true, noStore: true }, tags: deployment.tags },
    })
    reply.whole()
    return reply
  }
  try {
    const reply = await ask(question).catch((error: unknown) => {
      if (mode === 'chat' && TurnoutError.is(error) && error.param === 'max_tokens') return ask(ofReasoners)
      throw error
    })
    if (reply.deployment.id !== id) return { result: 'skipped', why: 'A group has the same name as its id.' }
    return { result: 'works', tookMs: Math.round(clock.monotonicMs() - startedMs) }
  } catch (error) {
    const { kind, message } = TurnoutError.is(error) ? error : asTurnoutError(error)
    return { result: 'fails', kind, message }
  }
}

const secondsIn = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && value < 1e6 ? value * 1_000 : undefined
