import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'

/** What a request asks that neither surface has words for, whatever the model. */
export const unsupportedByGemini = unsupportedBy((capabilityTable['gemini'] ?? []).filter(({ models }) => !models))
