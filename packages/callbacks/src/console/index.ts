export type { ConsoleOptions } from './console-callback.ts'
export { consoleCallback } from './console-callback.ts'
