import { isAdapterSetting } from './accepted-keys.ts'

const connection = new Set([
  ...['api_key', 'api_base', 'base_url', 'api_version'],
  ...['litellm_credential_name', 'user_config'],
])

/** Keys, addresses and what else is of a deployment and of no request: a fallback's target cannot bring its own. */
export const isOfDeployment = (key: string): boolean => connection.has(key) || isAdapterSetting(key)
