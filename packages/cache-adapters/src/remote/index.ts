export { LeasedStore } from '../shared/leased-store.ts'
export type { RemoteStore } from '../shared/remote-store.ts'
export type { SurvivingOptions } from '../shared/surviving-store.ts'
export { SurvivingStore } from '../shared/surviving-store.ts'
