import { realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { isMap } from './map.ts'
import { mergeSources } from './merge-sources.ts'
import { parseYaml, type Source } from './parse-yaml.ts'
import type { Path, Problem } from './problem.ts'
import { readText } from './read-text.ts'

export interface Included {
  readonly source: Source
  /** Every file that was read, the first included, and those that were not there: what a change of it may mean. */
  readonly files: readonly string[]
}

const mostFiles = 100

interface Files {
  /** By their real paths: each is taken once. */
  readonly read: Map<string, string>
  readonly missing: string[]
}

/** A file with all that it includes, and what those include. Throws what `fs` throws about the first alone. */
export async function sourceOf(path: string): Promise<Included> {
  const files: Files = { read: new Map([[await realpath(path), path]]), missing: [] }
  const text = await readText(path)
  if (typeof text !== 'string') return { source: unreadable(text), files: [path] }
  return {
    source: await withIncluded(parseYaml(text), path, [await realpath(path)], files),
    files: [...files.read.values(), ...files.missing],
  }
}

const unreadable = (problem: Problem): Source => ({
  ...{ value: undefined, problems: [problem], written: true, locate: () => undefined },
})

/** `chain` holds the files that lead here. */
async function withIncluded(source: Source, path: string, chain: readonly string[], files: Files): Promise<Source> {
  if (!isMap(source.value) || !Object.hasOwn(source.value, 'include')) return source
  const { include, ...rest } = source.value
  let whole: Source = { ...source, value: rest }
  for (const [index, name] of namesOf(include).entries()) {
    const place: Path = Array.isArray(include) ? ['include', index] : ['include']
    const problem = (message: string): Problem => ({
      ...{ level: 'error', code: 'bad-include', message, path: place },
      ...source.locate(place),
    })
    const found = await pathOf(name, path, chain, files)
    if ('wrong' in found) whole = { ...whole, problems: [...whole.problems, problem(found.wrong)] }
    else if (!files.read.has(found.real)) {
      files.read.set(found.real, found.shown)
      const included = await readIncluded(found.shown, problem)
      whole = mergeSources(whole, await withIncluded(included, found.shown, [...chain, found.real], files))
    }
  }
  return whole
}

const namesOf = (include: unknown): readonly unknown[] =>
  Array.isArray(include) ? include : include === null ? [] : [include]

type Found = { readonly real: string; readonly shown: string } | { readonly wrong: string }

async function pathOf(name: unknown, from: string, chain: readonly string[], files: Files): Promise<Found> {
  if (typeof name !== 'string' || name === '') return { wrong: 'expected the path of a file.' }
  const shown = isAbsolute(name) ? name : join(dirname(from), name)
  const real = await realpath(shown).catch(() => undefined)
  const outside = await isOutside(real ?? shown, dirname(from))
  if (outside) return { wrong: `The file ${name} is outside the folder of the file that includes it.` }
  if (real === undefined) {
    files.missing.push(shown)
    return { wrong: `The file ${name} is not there.` }
  }
  if (chain.includes(real))
    return { wrong: `includes itself: ${[...chain, real].map((one) => files.read.get(one)).join(' → ')}.` }
  if (files.read.size >= mostFiles) return { wrong: `More than ${mostFiles} files are included.` }
  return { real, shown }
}

async function isOutside(file: string, folder: string): Promise<boolean> {
  const way = relative(await realpath(folder), file)
  const plain = relative(folder, file)
  return [way, plain].every((one) => one === '..' || one.startsWith(`..${sep}`) || isAbsolute(one))
}

/** A file that is included, whose problems and places say so. */
async function readIncluded(path: string, problem: (message: string) => Problem): Promise<Source> {
  const text = await readText(path).catch(() => problem(`The file ${path} cannot be read.`))
  if (typeof text !== 'string') {
    const ofInclude = text.code === 'bad-include' || text.code === 'unreadable'
    return unreadable(ofInclude ? problem(text.message) : { ...text, file: path })
  }
  const source = parseYaml(text)
  const own = source.value === null || source.value === undefined || isMap(source.value)
  const shape: readonly Problem[] = own ? [] : [notMap]
  const here = (place: ReturnType<Source['locate']>) => place && { file: path, ...place }
  return {
    ...source,
    problems: [...source.problems, ...shape].map((one) => ({ ...one, file: path })),
    locate: (at) => here(source.locate(at)),
  }
}

const notMap: Problem = {
  ...{ level: 'error', code: 'wrong-type', message: 'expected a map with model_list.', path: [] },
  ...{ line: 1, column: 1 },
}
