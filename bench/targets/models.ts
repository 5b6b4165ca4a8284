/** What clients ask for, and what the upstream must be asked for instead; the mock upstream refuses every other name. */
export const models: ReadonlyMap<string, string> = new Map([
  ['bench', 'bench-upstream'],
  ['bench-paced', 'bench-upstream-paced'],
  ['bench-slow', 'bench-upstream-slow'],
])
