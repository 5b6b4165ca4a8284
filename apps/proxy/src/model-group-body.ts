import { type Deployment, featureNames, features, type JsonObject } from '@turnout/core'

/** One group as LiteLLM's `/model_group/info` lists it: the most that one of its deployments takes or costs, and their limits together. */
export function modelGroupBody(group: string, deployments: readonly Deployment[]): JsonObject {
  const most = (read: (deployment: Deployment) => unknown): number | null => greatest(deployments.map(read))
  const mode = deployments.map(({ info }) => info['mode']).find((value) => typeof value === 'string')
  return {
    model_group: group,
    providers: [...new Set(deployments.map(({ provider }) => provider))],
    max_input_tokens: most(({ maxInputTokens }) => maxInputTokens),
    max_output_tokens: most(({ info }) => info['max_output_tokens']),
    input_cost_per_token: most(({ pricing }) => pricing?.inputPerToken),
    output_cost_per_token: most(({ pricing }) => pricing?.outputPerToken),
    mode: mode ?? null,
    tpm: sum(deployments.map(({ tpm }) => tpm)),
    rpm: sum(deployments.map(({ rpm }) => rpm)),
    ...supports(deployments),
    supported_openai_params: paramsOf(deployments),
    configurable_clientside_auth_params: null,
    is_public_model_group: false,
  }
}

/** `supports_…`, as the configuration says of any of them. */
function supports(deployments: readonly Deployment[]): JsonObject {
  const known = featureNames.flatMap((name): [string, boolean][] => {
    const { info } = features[name]
    const said = deployments.flatMap((deployment) => deployment.features?.[name] ?? [])
    return info !== undefined && said.length > 0 ? [[info, said.includes(true)]] : []
  })
  return Object.fromEntries(known)
}

/** As the configuration lists them. */
function paramsOf(deployments: readonly Deployment[]): readonly string[] | null {
  const lists = deployments.flatMap(({ info }) => {
    const list = info['supported_openai_params']
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []
  })
  return lists.length > 0 ? [...new Set(lists)] : null
}

const numbersIn = (values: readonly unknown[]): readonly number[] => values.filter((value) => typeof value === 'number')

function greatest(values: readonly unknown[]): number | null {
  const known = numbersIn(values)
  return known.length > 0 ? known.reduce((one, other) => Math.max(one, other)) : null
}

function sum(values: readonly unknown[]): number | null {
  const known = numbersIn(values)
  return known.length > 0 ? known.reduce((one, other) => one + other) : null
}
