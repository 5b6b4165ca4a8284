type Graph = ReadonlyMap<string, readonly string[]>

/** Cycles of a graph, one for each edge that leads back to where a walk came from; by loops, so that no chain is too long. */
export function cyclesOf(graph: Graph): readonly (readonly string[])[] {
  const cycles: string[][] = []
  const done = new Set<string>()
  for (const start of graph.keys()) {
    const way: { readonly node: string; next: number }[] = []
    const open = new Map<string, number>()
    const enter = (node: string) => {
      open.set(node, way.length)
      way.push({ node, next: 0 })
    }
    if (!done.has(start)) enter(start)
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const to = graph.get(last.node)?.[last.next++]
      if (to === undefined) {
        way.pop()
        open.delete(last.node)
        done.add(last.node)
        continue
      }
      const from = open.get(to)
      if (from !== undefined) cycles.push([...way.slice(from).map(({ node }) => node), to])
      else if (!done.has(to)) enter(to)
    }
  }
  return cycles
}
