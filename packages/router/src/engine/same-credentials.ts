import type { Deployment } from '@turnout/core'

/** Whether two readings of a deployment lead to the same place with the same keys: if not, its past says nothing. */
export const sameCredentials = (one: Deployment, other: Deployment): boolean =>
  one.apiBase === other.apiBase && one.apiKey?.reveal() === other.apiKey?.reveal() && sameSecrets(one, other)

const sameSecrets = ({ secrets }: Deployment, { secrets: others }: Deployment): boolean => {
  const names = Object.keys(secrets)
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => secrets[name]?.reveal() === others[name]?.reveal())
  )
}
