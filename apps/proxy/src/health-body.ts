import type { Clock } from '@turnout/core'
import type { DeploymentState, RouterState } from '@turnout/router'
import type { DeploymentHistory } from './deployment-history.ts'
import type { Checked } from './health-check.ts'
import type { LeftOut } from './left-out.ts'

export interface HealthParts {
  readonly state: RouterState
  /** Those that the file has, and that cannot serve. */
  readonly leftOut: readonly LeftOut[]
  readonly history: DeploymentHistory
  readonly clock: Clock
  /** What was found out of each deployment by asking it; undefined: nobody was asked. */
  readonly checked: ReadonlyMap<string, Checked> | undefined
}

/** The lists and counts of LiteLLM's `/health`, with what is known of each deployment, and since when. */
export function healthBody(parts: HealthParts) {
  const { deployments } = parts.state
  const listed = parts.checked ? deployments.filter(({ id }) => parts.checked?.has(id)) : deployments
  const endpoints = listed.map((deployment) => endpointOf(deployment, parts))
  const healthy = endpoints.filter(({ works }) => works).map(({ endpoint }) => endpoint)
  const unhealthy = endpoints.filter(({ works }) => !works).map(({ endpoint }) => endpoint)
  return {
    ...{ healthy_endpoints: healthy, unhealthy_endpoints: [...unhealthy, ...parts.leftOut] },
    ...{ healthy_count: healthy.length, unhealthy_count: unhealthy.length + parts.leftOut.length },
  }
}

/** What was found out counts before what is remembered. One on trial takes requests. */
function endpointOf(deployment: DeploymentState, { history, clock, checked }: HealthParts) {
  const { id, group, provider, model, coolingForMs, coolingKind, unprovedForMs } = deployment
  const isCooling = coolingForMs !== undefined
  const state = isCooling ? 'cooling' : unprovedForMs === undefined ? 'healthy' : 'on-trial'
  const nowMs = clock.monotonicMs()
  const iso = (atMs: number | undefined): string | null => {
    const wallMs = clock.wallMs() - nowMs + (atMs ?? Number.NaN)
    return Math.abs(wallMs) <= lastDateMs ? new Date(wallMs).toISOString() : null
  }
  const since: Record<typeof state, () => number | undefined> = {
    cooling: () => history.coolingSinceMs(id),
    'on-trial': () => nowMs - (unprovedForMs ?? 0),
    healthy: () => history.healthySinceMs(id),
  }
  const failure = history.failureOf(id)
  const check = checked?.get(id)
  const endpoint = {
    ...{ id, model_id: id, group, model: `${provider}/${model}`, state, since: iso(since[state]()) },
    ...(isCooling ? { until: iso(nowMs + coolingForMs), kind: coolingKind ?? null } : {}),
    last_failure: failure ? { at: iso(failure.atMs), kind: failure.kind, message: failure.message } : null,
    ...(check?.result === 'works' ? { check: 'ok', took_ms: check.tookMs } : {}),
    ...(check?.result === 'fails' ? { check: 'failed', error: check.message, error_kind: check.kind } : {}),
    ...(check?.result === 'skipped' ? { check: 'skipped', reason: check.why } : {}),
  }
  const works = check === undefined || check.result === 'skipped' ? !isCooling : check.result === 'works'
  return { works, endpoint }
}

/** No date is later. */
const lastDateMs = 8.64e15
