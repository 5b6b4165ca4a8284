import type { ChoiceContext } from '@turnout/core'
import { seededRandom } from './seeded-random.ts'

/** What a strategy or filter knows of a request, with everything a test does not care about filled in. */
export const makeContext = (given: Partial<ChoiceContext> = {}): ChoiceContext => ({
  operation: 'chat',
  request: { model: 'group', messages: [] },
  stream: false,
  tags: [],
  group: 'group',
  requestId: 'request',
  inputTokens: () => 0,
  fitsWindow: () => true,
  unsupportedParams: () => [],
  nowMs: 1_000,
  random: seededRandom(1),
  ...given,
})
