import { onTestFinished } from 'vitest'
import { type Answer, event, sendJson, startEvents, startUpstream } from '../../../../tools/fake-upstream.ts'
import { quietly, serveTurnout } from '../../../../tools/start-turnout.ts'
import type { Turnout } from './running-turnout.test.ts'

export interface CachingOptions {
  readonly base: string
  /** What is said of each group's deployment, whose id and model are the group's name; added to its `litellm_params`. */
  readonly groups: Readonly<Record<string, object>>
  /** `cache_params`; in memory unless they say where. */
  readonly cache?: object
  readonly router?: object
  readonly general?: object
  /** Settings of `litellm_settings`. */
  readonly litellm?: object
}

export const cachingConfig = ({ base, groups, cache, router, general, litellm }: CachingOptions): string =>
  JSON.stringify({
    model_list: Object.entries(groups).map(([model_name, params]) => ({
      ...{ model_name, model_info: { id: model_name } },
      litellm_params: { model: `openai/${model_name}`, api_base: base, api_key: 'k', ...params },
    })),
    router_settings: { num_retries: 0, disable_cooldowns: true, ...router },
    litellm_settings: { cache: true, cache_params: { type: 'local', ...cache }, ...litellm },
    general_settings: { litellm_headers: true, ...general },
  })

/** A `turnout serve` that keeps answers; whoever starts it ends it. */
export const startCaching = (options: CachingOptions, more: readonly string[] = []): Promise<Turnout> =>
  serveTurnout(cachingConfig(options), {}, [...quietly, ...more])

/** The same until the end of a test. */
export async function cachingTurnout(options: CachingOptions, more: readonly string[] = []): Promise<Turnout> {
  const turnout = await startCaching(options, more)
  onTestFinished(() => turnout.signal('SIGKILL'))
  return turnout
}

/** Number `count` of its answers, plain or streamed. */
export const numbered = (count: number, stream: boolean): Answer => {
  const id = `answer-${count}`
  const content = `This is number ${count}.`
  return (response) => {
    const events = [event({ role: 'assistant', content: '' }), event({ content }), event({}, 'stop')]
    if (stream) startEvents(response).end(`${events.join('').replaceAll('chatcmpl-1', id)}data: [DONE]\n\n`)
    else sendJson(response, 200, numberedBody(id, content))
  }
}

const numberedBody = (id: string, content: string): string =>
  JSON.stringify({
    ...{ id, object: 'chat.completion', created: 1_700_000_000, model: 'upstream-model' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
  })

/** A provider that numbers its answers, so that it can be seen whether one is another one. */
export async function numberingUpstream() {
  /** Models that fail for now. */
  const failing = new Set<string>()
  const asked: string[] = []
  const { base, stop } = await startUpstream((response, request) => {
    const { model, stream = false } = JSON.parse(request.body) as { model: string; stream?: boolean }
    asked.push(model)
    if (failing.has(model)) return sendJson(response, 500, '{"error":{"message":"down"}}')
    return numbered(asked.length, stream)(response, request)
  })
  return { base, stop, failing, asked, count: (model: string) => asked.filter((one) => one === model).length }
}

export type NumberingUpstream = Awaited<ReturnType<typeof numberingUpstream>>

/** The same, until the end of a test. */
export async function numberingOf(): Promise<NumberingUpstream> {
  const upstream = await numberingUpstream()
  onTestFinished(upstream.stop)
  return upstream
}
