import type { Rewrite } from './rewrite.ts'

/** For servers whose scale ends earlier than OpenAI's 2. */
export const temperatureUpTo = (most: number): Rewrite => ({
  says: `\`temperature\` of at most ${most}`,
  rewrite: (body) =>
    typeof body['temperature'] === 'number' && body['temperature'] > most ? { ...body, temperature: most } : body,
})
