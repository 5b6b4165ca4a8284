import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'

/** What a request asks that Ollama cannot express, whatever the model. */
export const unsupportedByOllama = unsupportedBy(capabilityTable['ollama'] ?? [])
