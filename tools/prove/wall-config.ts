import { setSpare, type Trial, type Upstream } from '@turnout/testing/fault-wall'

/** What nobody but the provider may see. */
export const providerKey = 'sk-provider-4c1d9f7706b2-never-to-be-seen'

/**
 * A group of its own for every trial: the deployment that misbehaves first, and the one that is well behind it. Each may
 * do one thing at a time, so that whatever is not given back shows.
 */
export function wallConfig(upstream: Upstream, trials: readonly Trial[]): string {
  const deployments = trials.flatMap(({ slug, spare, case: one }) => {
    const timeout = one.timeoutMs === undefined ? {} : { timeout: one.timeoutMs / 1_000 }
    const deployment = (id: string, api_base: string, weight: number) => ({
      ...{ model_name: slug, model_info: { id } },
      litellm_params: {
        ...{
          model: 'openai/wall',
          api_base,
          api_key: providerKey,
          weight,
          max_parallel_requests: 1,
          tpm: 1e12,
          ...timeout,
        },
      },
    })
    const faulty = deployment(slug, `${upstream.doors.origin(one.door ?? 'plain')}/${slug}`, 1)
    if (!spare) return [faulty]
    const well = setSpare(upstream, `${slug}-well`, one.asking?.stream === true)
    return [faulty, deployment(`${slug}-well`, well.base, 0)]
  })
  return JSON.stringify({
    model_list: deployments,
    router_settings: { num_retries: 1, retry_after: 0, enable_pre_call_checks: true },
  })
}
