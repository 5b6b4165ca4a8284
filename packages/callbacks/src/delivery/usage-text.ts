import type { Usage } from '@turnout/core'
import { numberText, quotedText } from './json-text.ts'

/** Tokens as `decisionBody` has them. */
export function usageText(usage: Usage | undefined): string {
  if (!usage) return 'null'
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = usage
  const { prompt_tokens: asked, completion_tokens: answered, total_tokens: total } = usage
  let text = `{"prompt_tokens":${numberText(asked)},"completion_tokens":${numberText(answered)},"total_tokens":${numberText(total)}`
  if (prompt) text += `,"prompt_tokens_details":${numbersText(prompt)}`
  if (completion) text += `,"completion_tokens_details":${numbersText(completion)}`
  return `${text}}`
}

function numbersText(details: object): string {
  let text = ''
  for (const [name, value] of Object.entries(details))
    if (typeof value === 'number') text += `${text === '' ? '' : ','}${quotedText(name)}:${numberText(value)}`
  return `{${text}}`
}
