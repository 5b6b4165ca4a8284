export type { Http1TransportOptions } from './http1-transport.ts'
export { http1Transport } from './http1-transport.ts'
