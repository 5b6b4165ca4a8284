import { isPlain } from './is-plain.ts'

/** Nobody can change it any more, nor any map or list in it; what is of a class is left as it is. */
export function deepFreeze(value: unknown): void {
  if (Object.isFrozen(value) || !(Array.isArray(value) || isPlain(value))) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}
