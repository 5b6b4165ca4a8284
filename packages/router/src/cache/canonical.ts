/** JSON text that is the same for values that are the same, in whatever order their members stand. Depth is the caller's. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return canonicalObject(value, Object.keys(value))
}

/** The same of these members only. */
export function canonicalObject(value: object, names: string[]): string {
  let text = ''
  for (const name of names.sort()) {
    const member: unknown = Reflect.get(value, name)
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(member)}`
  }
  return `{${text}}`
}
