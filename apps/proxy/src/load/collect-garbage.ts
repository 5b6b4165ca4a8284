import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Stands still until it is done: for the rare moment in which it must be known what is in use, and what is garbage. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
