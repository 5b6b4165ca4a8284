import type { ProcessFigures } from './process-figures.ts'

/** The process and its descendants, in no order, of all that run. */
export const treeOf = (root: number, all: ReadonlyMap<number, ProcessFigures>): readonly number[] => {
  const children = Map.groupBy(all.keys(), (pid) => all.get(pid)?.parent)
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}
