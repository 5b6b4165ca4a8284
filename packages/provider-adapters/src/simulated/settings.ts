import { type Deployment, type ErrorKind, errorTable } from '@turnout/core'
import { z } from 'zod'

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

/** The settings of a deployment; throws a ZodError on nonsense. */
export const simulatedSettings = ({ settings }: Deployment): SimulatedSettings =>
  settingsSchema.parse(settings['simulated'] ?? {})
