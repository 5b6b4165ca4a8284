import { samplingBody } from '../anthropic/sampling.ts'
import type { Sampling } from '../kit/asked.ts'
import type { ModelTraits } from './model-traits.ts'

/** `inferenceConfig`, and the sampling that Converse has no word for. `thinks`: Claude does. */
export function inferenceOf(sampling: Sampling, { claude, family }: ModelTraits, thinks: boolean) {
  const { maxTokens, stop = [] } = sampling
  const {
    temperature,
    top_p: topP,
    top_k: topK,
  } = claude ? samplingBody(sampling, claude, thinks, 'bedrock') : plain(sampling)
  // Claude refuses those of nothing but white space.
  const stops = family === 'claude' ? stop.filter((text) => text.trim() !== '') : stop
  return { topK, config: { maxTokens, temperature, topP, stopSequences: stops.length > 0 ? stops : undefined } }
}

const plain = ({ temperature, topP, topK }: Sampling) => ({
  temperature: temperature === undefined ? undefined : Math.min(1, temperature),
  ...{ top_p: topP, top_k: topK },
})
