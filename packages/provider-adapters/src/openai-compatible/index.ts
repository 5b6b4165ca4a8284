export type { Vendor } from './adapter.ts'
export { openaiCompatible } from './adapter.ts'
export { vendors } from './vendors.ts'
