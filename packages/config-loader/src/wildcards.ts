import { resolveModel } from './provider-name.ts'

/** Whether a group with `*` answers to a name, by itself or with its provider in front. */
export function answersByWildcard(groups: Iterable<string>, providers: readonly string[] = []) {
  const patterns = [...groups].filter((group) => group.includes('*')).map((group) => group.split('*'))
  return (name: string): boolean => {
    const provider = patterns.length > 0 ? resolveModel(name, undefined, providers)?.provider : undefined
    const names = provider === undefined ? [name] : [name, `${provider}/${name}`]
    return patterns.some((parts) => names.some((one) => fits(one, parts)))
  }
}

/** Each part after the one before it, the first at the start and the last at the end: in one walk, however many stars. */
function fits(name: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts.at(0), parts.at(-1)]
  if (!name.startsWith(first)) return false
  let from = first.length
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}
