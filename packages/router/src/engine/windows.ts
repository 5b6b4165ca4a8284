import type { Deployment, OperationName } from '@turnout/core'
import { modelNameOf, tokenCounter } from '@turnout/model-info'
import type { Ask } from './ask.ts'
import type { Group } from './group.ts'

/** Tells whether prompts fit context windows; counts tokens only where their bytes do not settle it. */
export interface Windows {
  /** Loads what counting takes, where it comes to that. */
  prepare(ask: Ask<OperationName>, group: Group): Promise<unknown> | undefined
  fits(ask: Ask<OperationName>, deployment: Deployment): boolean
}

export function windows(): Windows {
  const counter = tokenCounter()
  return {
    prepare({ request }, { members }) {
      const loading = members.flatMap(({ deployment }) => {
        const { maxInputTokens } = deployment
        return maxInputTokens === undefined
          ? []
          : (counter.prepare(request, modelNameOf(deployment), maxInputTokens) ?? [])
      })
      return loading.length > 0 ? Promise.all(loading) : undefined
    },
    fits: ({ request }, deployment) =>
      deployment.maxInputTokens === undefined ||
      counter.fitsWindow(request, modelNameOf(deployment), deployment.maxInputTokens),
  }
}
