/** Where nothing is set: how long a whole plain attempt, or a stream's first content, may take. */
export const defaultTimeoutMs = 6_000_000

/** Where nothing is set: how long a stream may be silent between contents. */
export const defaultSilenceMs = 60_000
