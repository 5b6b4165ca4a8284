export type { ProxyOptions, RunningProxy } from './create-proxy.ts'
export { startProxy } from './create-proxy.ts'
