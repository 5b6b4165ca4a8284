import { askedPaths, type Deployment, featureNames, type OperationName, type ProviderAdapter } from '@turnout/core'

type Body = Readonly<Record<string, unknown>>

const none: readonly string[] = []

/** What a request asks and a deployment's model cannot express: as its adapter knows it, corrected by its `model_info`. */
export function unsupportedPaths(
  adapter: Pick<ProviderAdapter, 'unsupported'> | undefined,
  operation: OperationName,
  body: Body,
  deployment: Deployment,
): readonly string[] {
  const known = adapter?.unsupported?.(operation, body, deployment) ?? none
  const { features } = deployment
  if (!features) return known
  const asked = (has: boolean) =>
    featureNames.flatMap((feature) => (features[feature] === has ? askedPaths(feature, body) : none))
  const has = new Set(asked(true))
  return [...new Set([...known.filter((path) => !has.has(path)), ...asked(false)])]
}
