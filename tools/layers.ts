import { type Manifest, workspaces } from './workspaces.ts'

/** A layer, and the layers it may depend on. */
const below: Readonly<Record<string, readonly string[]>> = {
  core: [],
  adapter: ['core'],
  router: ['core', 'adapter'],
  app: ['core', 'adapter', 'router', 'app'],
}
const testing = '@turnout/testing'

const layerOf = ({ nx }: Manifest): string =>
  (nx?.tags ?? [])
    .filter((tag) => tag.startsWith('layer:'))
    .map((tag) => tag.slice('layer:'.length))
    .join(' and ')

/** What code runs with: an app may bundle some of it, which then stands among its devDependencies. */
const runtimeOf = (m: Manifest): readonly string[] => {
  const bundled = layerOf(m) === 'app' ? m.devDependencies : {}
  return Object.keys({ ...m.dependencies, ...m.peerDependencies, ...m.optionalDependencies, ...bundled })
}

/** Arrows between packages point down only. */
export const layers = (root: string): readonly string[] => {
  const ours = new Map(workspaces(root).map(({ manifest }) => [manifest.name, manifest]))

  const reaches = (from: string, target: string, seen = new Set<string>()): boolean =>
    runtimeOf(ours.get(from) ?? { name: from })
      .filter((name) => ours.has(name) && !seen.has(name))
      .some((name) => name === target || reaches(name, target, seen.add(name)))

  return workspaces(root).flatMap(({ folder, manifest }) => {
    const layer = layerOf(manifest)
    const may = below[layer]
    if (!may) {
      const known = Object.keys(below).join(', ')
      return [`${folder}: nx.tags has "${layer}" for a layer; give it one "layer:*" of ${known}`]
    }
    const up = runtimeOf(manifest).flatMap((name) => {
      const theirs = ours.get(name)
      return theirs && !may.includes(layerOf(theirs))
        ? [`${folder}: layer ${layer} may not depend on ${name} of layer ${layerOf(theirs)}; point the arrow down`]
        : []
    })
    const dev = Object.keys(manifest.devDependencies ?? {})
    const devOurs = layer === 'app' ? [] : dev.filter((name) => ours.has(name) && name !== testing)
    const own = layer === 'core' ? [...runtimeOf(manifest), ...dev] : []
    return [
      ...up,
      ...devOurs.map((name) => `${folder}: devDependencies has ${name}; of ours only ${testing} may stand there`),
      ...own.map((name) => `${folder}: depends on ${name}; core has no dependencies at all`),
      ...(reaches(manifest.name, manifest.name)
        ? [`${folder}: depends on itself by way of others; break the cycle`]
        : []),
    ]
  })
}
