import { type OperationName, operationNames } from '@turnout/core'
import type { SaidOfAnswers } from './cache-said.ts'
import { asItIs, type Shown } from './checks/shown-names.ts'
import { hint } from './nearest.ts'
import type { Problem } from './problem.ts'

/** LiteLLM's call types; some are of operations that are not there. (LiteLLM, "Cache Settings".) */
const callTypes: ReadonlyMap<string, OperationName | undefined> = new Map([
  ...both('completion', 'chat'),
  ...both('text_completion', 'textCompletion'),
  ...both('embedding', 'embedding'),
  ...both('rerank', 'rerank'),
  ...both('transcription', undefined),
  ...both('responses', undefined),
])

/** LiteLLM names what is awaited by an `a` before it. */
function both(name: string, operation: OperationName | undefined) {
  return [name, `a${name}`].map((type) => [type, operation] as const)
}

export interface CachedOperations {
  readonly operations: readonly OperationName[]
  readonly problems: readonly Problem[]
}

/** What answers are kept of: all, unless `supported_call_types` say. */
export function cachedOperations(said: SaidOfAnswers, shown: Shown = asItIs): CachedOperations {
  const types = said('supported_call_types')
  if (!types) return { operations: [...operationNames], problems: [] }
  const named = new Set(types.value.map((type) => callTypes.get(type)))
  const problems = types.value.flatMap((type, index): readonly Problem[] =>
    callTypes.has(type)
      ? []
      : [
          {
            ...{ level: 'warning', code: 'unknown-call-type', message: `There is no call type ${shown(type)}.` },
            ...{ path: [...types.path, index], ...hint(type, callTypes.keys()) },
          },
        ],
  )
  return { operations: operationNames.filter((operation) => named.has(operation)), problems }
}
