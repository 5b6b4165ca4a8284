import { type RouterConfig, TurnoutError } from '@turnout/core'

export interface ModelObject {
  readonly id: string
  readonly object: 'model'
  readonly created: number
  readonly owned_by: string
}

/** LiteLLM's fixed date for models of unknown age. */
const created = 1_677_610_602

/** What callers may ask for: groups, and aliases that are not hidden. */
export function modelObjects({ deployments, aliases }: RouterConfig): readonly ModelObject[] {
  const owners = new Map(deployments.map(({ group, provider }) => [group, provider]))
  const visible = Object.entries(aliases).filter(
    ([name, { hidden, group }]) => !hidden && owners.has(group) && !owners.has(name),
  )
  const names = [...owners, ...visible.map(([name, { group }]) => [name, owners.get(group) ?? ''] as const)]
  return names.map(([id, owned_by]) => ({ id, object: 'model', created, owned_by }))
}

/** The listed model of this name. Throws a 404 where there is none. */
export function findModel(models: readonly ModelObject[], id: string): ModelObject {
  const model = models.find((entry) => entry.id === id)
  if (!model) throw new TurnoutError('model-not-found', `The model \`${id}\` does not exist.`, { param: 'model' })
  return model
}
