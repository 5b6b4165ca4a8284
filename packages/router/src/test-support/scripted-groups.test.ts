import { type AttemptRecord, type RouterEvent, TurnoutError } from '@turnout/core'
import { type Step, scriptedProvider, type TestRuntime, testRuntime } from '@turnout/testing'
import { createRouter } from '../create-router.ts'
import { createRouterFromConfig } from '../create-router-from-config.ts'
import type { Reply } from '../engine/reply.ts'
import type { ModelOptions, RouterOptions } from '../options.ts'
import type { CallInit } from '../request-options.ts'
import type { Router } from '../router.ts'

export type Script = Readonly<Record<string, readonly Step[]>>

/** A deployment: the model it calls, which is its id too, and what else its `litellmParams` say. */
type Member = string | ({ readonly model: string } & ModelOptions['litellmParams'])

/** Which deployments serve a name. */
export type Groups = Readonly<Record<string, readonly Member[]>>

export type Settings = Omit<RouterOptions, 'modelList'>

/** Parameters of a request besides its messages; it asks for `main` where they name no model. */
type Body = Readonly<Record<string, unknown>> & { readonly model?: string }

interface Answer {
  readonly text: string
  /** What the answer calls its model. */
  readonly model: unknown
  readonly group: string
  /** Attempts that failed before. */
  readonly failed: readonly AttemptRecord[]
  readonly fallbacks: number
}

export const messages = [{ role: 'user', content: 'hi' }]

/** Two deployments of which the first is always chosen while it may be. */
export const inOrder = (first: string, second: string): readonly Member[] => [
  { model: first, weight: 1 },
  { model: second, weight: 0 },
]

/** A router over scripted models, from options in code. */
export function setUp(groups: Groups, script: Script = {}, settings: Settings = {}) {
  const { runtime, instances, ...rest } = around(script)
  const modelList = Object.entries(groups).flatMap(([modelName, members]) =>
    members.map((member) => {
      const { model, ...params } = typeof member === 'string' ? { model: member } : member
      return { modelName, litellmParams: { model: `scripted/${model}`, ...params }, modelInfo: { id: model } }
    }),
  )
  return world(createRouter({ modelList, ...instances, ...settings }), runtime, rest)
}

/** The same from LiteLLM's file as an object. */
export async function setUpFile(file: object, script: Script = {}) {
  const { runtime, instances, ...rest } = around(script)
  return world(await createRouterFromConfig(file, instances), runtime, rest)
}

/** `model_list` entries of one group, each named by its model; `params` are for all of them. */
export const entries = (group: string, models: readonly string[], params: object = {}) =>
  models.map((model) => ({
    ...{ model_name: group, litellm_params: { model: `scripted/${model}`, ...params }, model_info: { id: model } },
  }))

function around(script: Script) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime()
  const events: RouterEvent[] = []
  const callbacks = [{ name: 'listener', on: (event: RouterEvent) => void events.push(event) }]
  const instances = { providers: { scripted: provider }, runtime, callbacks, onProblem: () => {} }
  return { provider, runtime, events, instances }
}

function world<Rest extends Pick<ReturnType<typeof around>, 'provider' | 'events'>>(
  router: Router,
  runtime: TestRuntime,
  rest: Rest,
) {
  const { clock } = runtime
  const beganMs = clock.monotonicMs()
  const { provider } = rest
  /** Whatever comes, without moving time. */
  const begin = async (body: Body = {}, init?: CallInit): Promise<Answer> =>
    heard(await router.call('chat', { model: 'main', messages, ...body }, init))
  /** The answer, however long that takes. */
  const ask = (body?: Body, init?: CallInit): Promise<Answer> => clock.finish(begin(body, init))
  return {
    ...rest,
    ...{ router, runtime, clock, begin, ask },
    failure: (body?: Body, init?: CallInit): Promise<TurnoutError> => failureOf(ask(body, init)),
    /** Through `fetch`, as an OpenAI client asks. */
    post: (body: Body = {}, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
      clock.finish(
        router.fetch('http://turnout/v1/chat/completions', {
          ...{ method: 'POST', headers, body: JSON.stringify({ model: 'main', messages, ...body }) },
        }),
      ),
    /** The models that were called, in order. */
    models: (): readonly string[] => provider.calls.map(({ deployment }) => deployment.model),
    /** When they were called, in ms since the beginning. */
    times: (): readonly number[] => provider.startedMs.map((atMs) => atMs - beganMs),
    /** The time between one call and the next. */
    waits: (): readonly number[] => provider.startedMs.slice(1).map((atMs, i) => atMs - (provider.startedMs[i] ?? 0)),
    nowMs: (): number => clock.monotonicMs() - beganMs,
  }
}

export type World = ReturnType<typeof setUp>

async function heard(reply: Reply<'chat'>): Promise<Answer> {
  let text = ''
  let model: unknown
  for await (const batch of reply)
    if (batch.kind === 'whole') {
      const result = batch.result()
      model = result.model
      text = String(result.choices[0]?.message.content ?? '')
    } else
      for (const chunk of batch.chunks()) {
        model = chunk.model
        text += chunk.choices[0]?.delta.content ?? ''
      }
  const { group, failedAttempts: failed, fallbacks } = reply
  return { text, model, group, failed, fallbacks }
}

/** The error that `work` ends in. */
export async function failureOf(work: Promise<unknown>): Promise<TurnoutError> {
  const error: unknown = await work.then(
    (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!TurnoutError.is(error)) throw error
  return error
}
