export { PrimaryStore } from './primary-store.ts'
export type { Wire } from './wire.ts'
export { workersStore } from './workers-store.ts'
