/**
 * The same arguments give the identical thing: a signal made again for a reloaded configuration is still the same
 * signal, so that what it remembers goes on.
 */
export function memoised<A extends readonly number[], T>(make: (...given: A) => T): (...given: A) => T {
  const made = new Map<string, T>()
  return (...given) => {
    const key = given.join()
    const thing = made.get(key) ?? make(...given)
    made.set(key, thing)
    return thing
  }
}
