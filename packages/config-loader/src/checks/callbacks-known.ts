import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** Callbacks that nobody answers to: read without complaint, so that LiteLLM's files load, and named. */
export function checkCallbacks(
  { litellm_settings }: ConfigFile,
  callbacks: readonly string[],
  shown: Shown = asItIs,
): readonly Problem[] {
  return (['callbacks', 'success_callback', 'failure_callback'] as const).flatMap((key) =>
    (litellm_settings?.[key] ?? []).flatMap((name, index): Problem[] => {
      const path = ['litellm_settings', key, index]
      const message = `The callback ${shown(name)} is accepted; it has no effect yet.`
      return callbacks.includes(name) ? [] : [{ level: 'note', code: 'without-effect', message, path }]
    }),
  )
}
