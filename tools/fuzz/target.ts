/** What is fed with any bytes. */
export interface Target {
  readonly name: string
  /** Words of its language, for mutations. */
  readonly words: readonly string[]
  /** The most CPU that one input may take, in ms; an input is at most `longestInput` long. */
  readonly mostMs: number
  /** So many of each file of its corpus are a test. */
  readonly mutations: number
  /** Throws where a law of the target is broken. */
  run(bytes: Buffer): void
}

export const defineTarget = (
  target: Omit<Target, 'mostMs' | 'mutations'> & { readonly mostMs?: number; readonly mutations?: number },
): Target => ({
  ...{ mostMs: 50, mutations: 60 },
  ...target,
})

/** Throws what is wrong, where something is. */
export function law(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
