export type { AccessLog, AccessLogOptions } from './access-log.ts'
export { accessLog } from './access-log.ts'
export { fileSink } from './file-sink.ts'
export type { LineSink } from './lines.ts'
