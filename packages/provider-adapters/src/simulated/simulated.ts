import {
  type Exchange,
  type OperationName,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
  type ResultOf,
} from '@turnout/core'
import { perDeployment } from '../kit/endpoint.ts'
import { chatScript } from '../offline/chat-script.ts'
import { embeddingResult } from '../offline/embedding-result.ts'
import { rerankResult } from '../offline/rerank-result.ts'
import type { Script } from '../offline/script.ts'
import { type Delivery, streamed } from '../offline/streamed.ts'
import { promptOf, textScript } from '../offline/text-script.ts'
import { whole } from '../offline/whole.ts'
import { textOf } from '../offline/words.ts'
import { type SimulatedSettings, simulatedSettings } from './settings.ts'

interface Model {
  readonly settings: SimulatedSettings
  /** Its own chance where it has a seed, else the runtime's. */
  readonly random: (() => number) | undefined
}

/** Models that need no provider and no key: latency, speed, failures and cut streams as configured. */
export function simulated(): ProviderAdapter {
  const modelOf = perDeployment((deployment): Model => {
    const settings = simulatedSettings(deployment)
    return { settings, random: settings.seed === undefined ? undefined : seeded(settings.seed) }
  })

  const converse =
    <O extends 'chat' | 'textCompletion'>(script: (call: ProviderCall<O>) => Script<O>) =>
    async (call: ProviderCall<O>): Promise<Exchange<O>> => {
      const { settings, random = call.runtime.random } = modelOf(call.deployment)
      const cuts = random() < settings.stream_cut_rate
      await think(call, settings, random)
      const said = script(call)
      if (call.stream) return streamed(call, said, deliveryOf(said, settings, cuts))
      await wait(call, said.words.length * gapMsOf(settings))
      return whole(said.result)
    }

  const atOnce =
    <O extends 'embedding' | 'rerank'>(answer: (call: ProviderCall<O>) => ResultOf<O>) =>
    async (call: ProviderCall<O>): Promise<Exchange<O>> => {
      const { settings, random = call.runtime.random } = modelOf(call.deployment)
      await think(call, settings, random)
      return whole(answer(call))
    }

  return {
    name: 'simulated',
    operations: {
      chat: converse((call) => chatScript(call, answerTo(call, textOf(call.request.messages.at(-1) ?? silence)))),
      textCompletion: converse((call) => textScript(call, answerTo(call, promptOf(call)))),
      embedding: atOnce(embeddingResult),
      rerank: atOnce(rerankResult),
    },
  }
}

const silence = { role: 'user' }

/** Says back what it heard. */
const answerTo = ({ deployment }: ProviderCall<OperationName>, heard: string): string =>
  `${deployment.model} heard: ${heard.trim() || 'nothing'}`

const gapMsOf = ({ tokens_per_second }: SimulatedSettings): number => 1000 / tokens_per_second

/** A stream that is cut breaks half-way, after content. */
function deliveryOf(
  { words }: Script<'chat' | 'textCompletion'>,
  settings: SimulatedSettings,
  cuts: boolean,
): Delivery {
  const gapMs = gapMsOf(settings)
  if (!cuts) return { gapMs }
  const failure = new ProviderError('connection', 'The simulated stream was cut.', { code: 'upstream_truncated' })
  return { gapMs, cut: { at: Math.max(1, Math.ceil(words.length / 2)), failure } }
}

/** The time before the first content; where it fails, it fails here. */
async function think(
  call: ProviderCall<OperationName>,
  settings: SimulatedSettings,
  random: () => number,
): Promise<void> {
  const fails = random() < settings.error_rate
  await wait(call, settings.latency_ms)
  if (fails) throw new ProviderError(settings.error, `${call.deployment.model} was told to fail (${settings.error}).`)
}

async function wait({ runtime, scope }: ProviderCall<OperationName>, ms: number): Promise<void> {
  await runtime.clock.sleep(ms, scope)
  if (scope.reason) throw scope.reason
}

/** A small generator of its own: the same seed gives the same model everywhere. */
function seeded(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
