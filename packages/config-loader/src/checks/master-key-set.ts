import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'

/** A key that was meant to be there and is not: the door stands open, to this machine only. */
export function checkMasterKey({ server }: RouterConfig, { general_settings }: ConfigFile): readonly Problem[] {
  const meant = general_settings !== null && general_settings !== undefined && 'master_key' in general_settings
  if (!meant || server.masterKey) return []
  const message = 'is empty: no key is asked for, and nothing but loopback is listened on.'
  return [{ level: 'warning', code: 'empty-master-key', message, path: ['general_settings', 'master_key'] }]
}
