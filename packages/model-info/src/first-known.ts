/** The first value there is. Layers below it are not asked. */
export const firstKnown = <T>(layers: Iterable<T | undefined>): T | undefined => {
  for (const value of layers) if (value !== undefined) return value
  return undefined
}
