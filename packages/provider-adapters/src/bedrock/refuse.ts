import type { ChatRequest } from '@turnout/core'
import { unsupported } from '../kit/unsupported.ts'
import { inexpressible } from './capabilities.ts'

/** Values that ask for nothing but what every model does, as JSON. */
const neutral = new Set(['null', 'false', '0', '[]', '{}', '["text"]'])

/** Throws where a request asks for what Converse has no words for. */
export function refuseInexpressible(asked: ChatRequest): void {
  for (const param of inexpressible) if (asksFor(asked, param)) throw unsupported('bedrock', param)
}

const asksFor = (asked: ChatRequest, param: string): boolean => {
  const value = asked[param]
  return value !== undefined && !neutral.has(JSON.stringify(value)) && !(param === 'n' && value === 1)
}
