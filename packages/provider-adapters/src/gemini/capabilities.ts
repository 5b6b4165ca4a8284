import type { ChatRequest } from '@turnout/core'
import { unsupported } from '../kit/unsupported.ts'
import type { Surface } from './surface.ts'

/** Parameters that neither surface can express; refused before the network, not dropped in silence. */
const unknownParams = ['logit_bias', 'prediction'] as const

export function refuseUnknown(request: ChatRequest, { name }: Surface): void {
  const asked = unknownParams.find((param) => asksForSomething(request[param]))
  if (asked) throw unsupported(name, asked)
}

const asksForSomething = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
