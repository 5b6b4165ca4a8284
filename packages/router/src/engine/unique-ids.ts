/** Ids that are unique as long as `own` is: cheaper than a random one each. */
export function uniqueIds(own: string): () => string {
  let count = 0
  return () => `${own}-${(++count).toString(36)}`
}
