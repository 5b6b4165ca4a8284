/** The newer names, `claude-sonnet-4-5-20250929`, and the older, `claude-3-7-sonnet-20250219`, `claude-v2`. */
const newer = /claude-[a-z]+-(\d{1,2})(?:-(\d{1,2}))?(?!\d)/
const older = /claude-(?:v|instant-v)?(\d)(?:[-.](\d{1,2}))?(?!\d)/

/** Which Claude a name means, as a number that compares: 4.05 is 4.5, 4.1 is 4.10. Undefined: it is none. */
export function claudeVersion(name: string): number | undefined {
  if (!name.includes('claude')) return undefined
  const [, major = '0', minor = '0'] = newer.exec(name) ?? older.exec(name) ?? []
  return Number(major) + Number(minor) / 100
}
