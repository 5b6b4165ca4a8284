/** What is fed with any bytes. */
export interface Target {
  readonly name: string
  /** Words of its language, for mutations. */
  readonly words: readonly string[]
  /** The most CPU that one input may take, in ms; an input is at most `longestInput` long. */
  readonly mostMs: number
  /** Throws where a law of the target is broken. */
  run(bytes: Buffer): void
}

export const defineTarget = (target: Omit<Target, 'mostMs'> & { readonly mostMs?: number }): Target => ({
  mostMs: 50,
  ...target,
})

/** Throws what is wrong, where something is. */
export function law(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
