/** Models without a public tokenizer → how many of their tokens one of o200k's is, to be on the safe side. */
const factors: readonly (readonly [RegExp, number])[] = [[/claude/i, 1.1]]

/** By which counts with OpenAI's tokenizer are multiplied for this model. */
export const factorOf = (model: string): number => factors.find(([pattern]) => pattern.test(model))?.[1] ?? 1
