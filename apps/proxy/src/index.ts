export type { CloseOptions, ProxyOptions, RunningProxy } from './create-proxy.ts'
export { startProxy } from './create-proxy.ts'
export type { DrainPhase, DrainTimes } from './drain.ts'
export type { PhaseListener } from './orderly-end.ts'
