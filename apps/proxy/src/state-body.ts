import type { RouterState } from '@turnout/router'

/** `GET /router/state`. Ages and waits in ms. */
export const stateBody = ({ instance, generation, store, instances, deployments, callbacks }: RouterState) => ({
  instance: instance ?? null,
  generation,
  store: {
    shared: store.shared,
    status: store.status,
    reason: store.reason,
    lost_for_ms: store.lostForMs,
    exchange_ms: store.exchangeMs,
    staleness_ms: store.stalenessMs,
  },
  instances: instances.map(({ id, heardMsAgo }) => ({ id, heard_ms_ago: heardMsAgo })),
  deployments: deployments.map(({ coolingForMs, coolingKind, onTrial, unprovedForMs, inFlight, ...deployment }) => ({
    ...deployment,
    cooling_for_ms: coolingForMs ?? null,
    cooling_after: coolingKind ?? null,
    on_trial: onTrial,
    unproved_for_ms: unprovedForMs ?? null,
    in_flight: inFlight ?? null,
  })),
  callbacks,
})
