import type { Deployment } from '@turnout/core'
import type { Vendor } from '../openai-compatible/vendor.ts'
import { vendors } from '../openai-compatible/vendors.ts'
import type { Recording } from './recordings.test.ts'

/** Folders of recordings, and the vendor each is of. */
const folders = [
  ...(['groq', 'deepseek', 'mistral', 'openrouter', 'xai', 'cerebras', 'perplexity'] as const).map(
    (n) => [n, n] as const,
  ),
  ...(['moonshot', 'zai', 'huggingface', 'snowflake'] as const).map((name) => [name, name] as const),
  ['together', 'together_ai'],
  ['llamacpp', 'hosted_vllm'],
] as const

export interface RecordedVendor {
  readonly folder: string
  readonly vendor: Vendor
  /** The deployment that a recording was made with. */
  deploymentOf(recording: Recording): Partial<Deployment>
}

export const recordedVendors: readonly RecordedVendor[] = folders.map(([folder, name]) => {
  const vendor = vendors[name]
  if (!vendor) throw new Error(`${name} is no vendor`)
  return { folder, vendor, deploymentOf: ({ url }) => baseIn(url) ?? (vendor.defaultBase ? {} : local) }
})

const local = { apiBase: 'http://localhost:8080/v1' }

/** Where that is another than the vendor's own. */
function baseIn(url: string): Partial<Deployment> | undefined {
  const base = /^(https:.*\/(coding|cortex)\/.*)\/chat\/completions$/.exec(url)?.[1]
  return base === undefined ? undefined : { apiBase: base }
}
