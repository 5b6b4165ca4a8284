import { type Deployment, type ErrorKind, errorTable } from '@turnout/core'
import * as z from 'zod'
import { misconfigured } from '../kit/misconfigured.ts'

const kinds = Object.keys(errorTable) as [ErrorKind, ...ErrorKind[]]
const share = z.number().min(0).max(1)

/** `litellm_params.simulated`: how a simulated model behaves. */
const settingsSchema = z.object({
  /** Before the first content. */
  latency_ms: z.number().min(0).default(50),
  tokens_per_second: z.number().positive().default(100),
  /** The share of attempts that fail. */
  error_rate: share.default(0),
  /** How they fail: an error kind. */
  error: z.enum(kinds).default('unavailable'),
  /** The share of streams that break after content. */
  stream_cut_rate: share.default(0),
  /** Makes its chance its own and repeatable. */
  seed: z.number().int().optional(),
})

export type SimulatedSettings = z.infer<typeof settingsSchema>

/** The settings of a deployment. Throws a `ProviderError` that names what is wrong with them. */
export function simulatedSettings({ settings }: Deployment): SimulatedSettings {
  const { data, error } = settingsSchema.safeParse(settings['simulated'] ?? {})
  if (data) return data
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw misconfigured(`The settings of a simulated model make no sense (${problems.join('; ')}).`)
}
