/**
 * A page whose parts between `<!-- NAME -->` and `<!-- /NAME -->` are replaced; every name must stand there once, and
 * nothing else may.
 */
export const fill = (page: string, parts: Readonly<Record<string, string>>): string => {
  const marked = [...page.matchAll(/<!-- ([\w-]+) -->/g)].map(([, name]) => name ?? '')
  const names = Object.keys(parts)
  if (marked.toSorted().join() !== names.toSorted().join())
    throw new Error(`the page has ${marked.join(', ')}; there are ${names.join(', ')}`)
  return names.reduce((text, name) => {
    const [before = '', rest = ''] = text.split(`<!-- ${name} -->`)
    const [, after] = rest.split(`<!-- /${name} -->`)
    if (after === undefined) throw new Error(`<!-- ${name} --> has no end`)
    return `${before}<!-- ${name} -->\n${parts[name]}\n<!-- /${name} -->${after}`
  }, page)
}
