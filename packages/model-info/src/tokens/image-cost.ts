import { type Cost, guessedCost } from './prompt-piece.ts'

/** OpenAI's tile formula: 85, and 170 for each tile of 512 × 512; 8 tiles are the most after its scaling. */
const base = 85
const tile = 170

/** Nobody looks at the image: four tiles where it is seen in detail, as of 1024 × 1024 pixels. */
export const imageCost = (detail: unknown): Cost =>
  detail === 'low' ? guessedCost(base) : guessedCost(base + 4 * tile, base + 8 * tile)
