import { type Body, type Rewrite, without } from './rewrite.ts'

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** Under the one name; a value that stands there already counts. */
function renamed(body: Body, from: string, to: string): Body {
  if (!isGiven(body[from])) return body
  return { ...without(body, from, to), [to]: isGiven(body[to]) ? body[to] : body[from] }
}

/** For servers that know only the older name. */
export const maxTokens: Rewrite = {
  says: '`max_completion_tokens` as `max_tokens`',
  rewrite: (body) => renamed(body, 'max_completion_tokens', 'max_tokens'),
}

/** OpenAI's models that reason, by name; a model made from one of them too. */
const reasons = /^(ft:)?(o[1-9]|gpt-([5-9]|[1-9]\d))/

/**
 * For OpenAI's models that reason, which refuse the older name (400 `unsupported_parameter`). At Azure the model may be named
 * by `base_model` alone.
 */
export const maxCompletionTokens: Rewrite = {
  says: '`max_tokens` as `max_completion_tokens` for models that reason',
  rewrite(body, { model, info, settings }) {
    if (!isGiven(body['max_tokens'])) return body
    const base = info['base_model'] ?? settings['base_model']
    const named = typeof base === 'string' ? base.slice(base.lastIndexOf('/') + 1) : model
    return reasons.test(named) ? renamed(body, 'max_tokens', 'max_completion_tokens') : body
  },
}
