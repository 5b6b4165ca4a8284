import { type Deployment, type OperationName, ProviderError } from '@turnout/core'
import { type Fitted, fitted } from '../params/fitted.ts'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { adapterOf, targetOf } from './target.ts'

const none: readonly string[] = []

/** What a request asks that a deployment cannot express; nothing while its adapter is being loaded: the attempt will tell. */
export function refusedParams(engine: Engine, ask: Ask<OperationName>, deployment: Deployment): readonly string[] {
  const target = targetOf(engine, ask, deployment)
  const adapter = adapterOf(engine, target)
  return adapter instanceof Promise ? none : (fitted(adapter, ask, target)?.refused ?? none)
}

/** Whether anybody in a group can express what a request asks. */
export function canExpress(engine: Engine, ask: Ask<OperationName>, group: string): boolean {
  const members = engine.groups.get(group)?.members ?? []
  return members.some(({ deployment }) => refusedParams(engine, ask, deployment).length === 0)
}

/** Throws where a model cannot take what may not be left out. */
export function assertFits(fit: Fitted<OperationName> | undefined, where: string): void {
  if (fit && fit.refused.length > 0) throw unsupported(fit.refused, `${where} does not support`)
}

/** The failure of a request that asks what nobody has. The first of the names is its `param`. */
export const unsupported = (params: readonly string[], who: string): ProviderError =>
  new ProviderError('unsupported-params', `${who} ${params.join(', ')}.`, param(params))

const param = ([first]: readonly string[]) => (first === undefined ? {} : { param: first })
