import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'

/** What a request asks that Cohere cannot express, whatever the model. */
export const unsupportedByCohere = unsupportedBy(capabilityTable['cohere'] ?? [])
