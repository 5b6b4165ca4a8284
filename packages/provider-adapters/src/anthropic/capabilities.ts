import type { ProviderCall } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { samplingParams } from './sampling.ts'

/** What a request asks that Anthropic's API has no words for, or its model lacks, wherever Claude runs. */
export const unsupportedByClaude = unsupportedBy(capabilityTable['anthropic'] ?? [])

/** What a call asks, and of it what the caller insists on. */
export const acceptedByClaude = (call: ProviderCall<'chat'>) => refuseLacking(call, unsupportedByClaude, samplingParams)
