export { fileSink } from '../lines/file-sink.ts'
export type { LineSink } from '../lines/lines.ts'
export type { AccessLog, AccessLogOptions } from './access-log.ts'
export { accessLog } from './access-log.ts'
