import { type Rewrite, without } from './rewrite.ts'

/** Mistral's names for what OpenAI calls otherwise. (Mistral API reference, "Chat completion".) */
export const mistralNames: Rewrite = {
  says: '`tool_choice: required` as `any`, `seed` as `random_seed`',
  rewrite(body) {
    const { seed, tool_choice: choice } = body
    const chosen = choice === 'required' ? { ...body, tool_choice: 'any' } : body
    return seed === undefined ? chosen : { random_seed: seed, ...without(chosen, 'seed') }
  },
}
