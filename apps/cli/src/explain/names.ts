import { clipped } from './text-lines.ts'
import type { ToldCandidate, ToldChoice } from './told.ts'

const longestModel = 48
const longestId = 20
/** An id that Turnout made (`deploymentId`) is known by its beginning. */
const madeId = /^[0-9a-f]{20}$/

/** `provider/model`. */
export const modelOf = ({ provider, model }: ToldCandidate): string => clipped(`${provider}/${model}`, longestModel)

/** An id, as short as a person needs it. */
export const shortId = (id: string): string => (madeId.test(id) ? id.slice(0, 8) : clipped(id, longestId))

/** Whether ids say something that models do not: somebody chose them, or two deployments call the same model. */
export function needIds(candidates: readonly ToldCandidate[]): boolean {
  const models = new Set(candidates.map(modelOf))
  return models.size < candidates.length || candidates.some(isNamed)
}

const isNamed = ({ deployment_id: id, model }: ToldCandidate): boolean => !madeId.test(id) && id !== model

/** What a deployment is called in sentences, by its id: its model, and its id where others call the same model. */
export type NameOf = (id: string, provider?: string) => string

export function namesIn(choices: readonly ToldChoice[]): NameOf {
  const models = new Map(
    choices.flatMap(({ candidates }) => candidates).map((one) => [one.deployment_id, modelOf(one)]),
  )
  const counts = Map.groupBy(models.values(), (model) => model)
  return (id, provider) => {
    const model = models.get(id)
    if (model === undefined) return provider === undefined ? shortId(id) : `${clipped(provider, 20)} (${shortId(id)})`
    return (counts.get(model)?.length ?? 0) > 1 ? `${model} (${shortId(id)})` : model
  }
}
