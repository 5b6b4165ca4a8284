import type { Deployment } from '@turnout/core'

/** Fireworks knows its own models by a path; those of an account, and of other makers, have one already. */
export const fireworksModel = (model: string): string =>
  model.includes('/') || model.includes('#') ? model : `accounts/fireworks/models/${model}`

/** A workspace's address alone means its serving endpoints. (Databricks docs, "Query models with the OpenAI client".) */
export const databricksPath = ({ apiBase = '' }: Deployment, operationPath: string): string =>
  /\/(serving-endpoints|ai-gateway)(\/|$)/.test(apiBase) ? operationPath : `/serving-endpoints${operationPath}`

/** Bedrock's OpenAI-compatible endpoints have a region in their name. */
export const mantleBase = ({ settings }: Deployment): string | undefined => {
  const region = settings['aws_region_name']
  return typeof region === 'string' ? `https://bedrock-mantle.${region}.api.aws/v1` : undefined
}

const personal = 'pat/'

/** Snowflake wants to know what the token is; as in LiteLLM, `pat/` before it means a programmatic access token. */
export const snowflakeHeaders = ({ apiKey }: Deployment): string[] => {
  const key = apiKey?.reveal()
  if (key === undefined) return []
  const isPersonal = key.startsWith(personal)
  return [
    ...['authorization', `Bearer ${isPersonal ? key.slice(personal.length) : key}`],
    ...['x-snowflake-authorization-token-type', isPersonal ? 'PROGRAMMATIC_ACCESS_TOKEN' : 'KEYPAIR_JWT'],
  ]
}
