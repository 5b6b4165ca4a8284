import {
  type Exchange,
  type OperationName,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
} from '@turnout/core'
import { perDeployment } from '../kit/endpoint.ts'
import { chatScript, embeddingResult, textScript } from './answers.ts'
import { type Script, streamed, whole } from './play.ts'
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
      return call.stream ? streamed(call, script(call), settings, cuts) : whole(call, script(call), settings)
    }

  return {
    name: 'simulated',
    operations: {
      chat: converse(chatScript),
      textCompletion: converse(textScript),
      async embedding(call) {
        const { settings, random = call.runtime.random } = modelOf(call.deployment)
        await think(call, settings, random)
        return whole(call, { result: embeddingResult(call), words: [] }, settings)
      },
    },
  }
}

/** The time before the first content; where it fails, it fails here. */
async function think(
  call: ProviderCall<OperationName>,
  settings: SimulatedSettings,
  random: () => number,
): Promise<void> {
  const fails = random() < settings.error_rate
  await call.runtime.clock.sleep(settings.latency_ms, call.scope)
  if (call.scope.reason) throw call.scope.reason
  if (fails) throw new ProviderError(settings.error, `${call.deployment.model} was told to fail (${settings.error}).`)
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
