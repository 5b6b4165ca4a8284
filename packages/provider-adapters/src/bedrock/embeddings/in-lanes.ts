/** What comes of `work` for each item, in their order, with at most `lanes` under way. The first failure ends the lanes. */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const left = items.entries()
  let failed = false
  const lane = async (): Promise<void> => {
    for (const [at, item] of left) {
      if (failed) return
      results[at] = await work(item)
    }
  }
  const stopping = async (): Promise<void> => {
    try {
      await lane()
    } catch (error) {
      failed = true
      throw error
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, stopping))
  return results
}
