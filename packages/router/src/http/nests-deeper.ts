/** Whether values lie deeper than so many levels within each other. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const item of value) if (nestsDeeper(item, levels - 1)) return true
    return false
  }
  for (const key in value) if (nestsDeeper((value as Readonly<Record<string, unknown>>)[key], levels - 1)) return true
  return false
}
