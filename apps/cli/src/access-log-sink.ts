import { closeSync, openSync } from 'node:fs'
import { fileSink, type LineSink } from '@turnout/proxy'

/**
 * Where the access log goes: a file, `-` for standard output, `off` for nowhere. Unless it is said: standard output,
 * where that is not a terminal. Throws when the file cannot be written.
 */
export function accessLogSink(where = process.stdout.isTTY ? 'off' : '-'): LineSink | undefined {
  if (where === 'off') return undefined
  if (where !== '-') {
    closeSync(openSync(where, 'a'))
    return fileSink(where)
  }
  // Whoever read the log may leave: that ends the log, not the service.
  return process.stdout.removeAllListeners('error').on('error', () => {})
}
