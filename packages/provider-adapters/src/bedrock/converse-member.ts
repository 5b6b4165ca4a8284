const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The names of members, both ways. */
export const converseNames = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, snakeCase(name)])

/** A member of Converse's own that a caller or a configuration writes as Converse does, or in snake_case. */
export const converseMember = (asked: Readonly<Record<string, unknown>>, name: string): unknown =>
  asked[name] ?? asked[snakeCase(name)]
