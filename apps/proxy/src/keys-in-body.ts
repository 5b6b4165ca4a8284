import { isJsonObject, TurnoutError } from '@turnout/core'

const mostKeys = 1_000
const longestKey = 4_096

/** The keys of `{"keys": […]}`. Throws a 400 that says what to mend. */
export function keysInBody(body: Buffer | undefined): readonly string[] {
  const value = parsed(body?.toString('utf8') ?? '')
  const keys = isJsonObject(value) ? value['keys'] : undefined
  if (keys === undefined) throw refusal('The body has no `keys`.', 'missing_required_parameter')
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string'))
    throw refusal('`keys` is a list of texts.', 'invalid_type')
  if (keys.length === 0 || keys.length > mostKeys)
    throw refusal(`\`keys\` has from 1 to ${mostKeys} of them.`, 'invalid_value')
  if (keys.some((key) => key.length > longestKey))
    throw refusal(`A key has ${longestKey} characters at the most.`, 'invalid_value')
  return keys
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const message = text === '' ? 'The body is empty.' : 'The body is not valid JSON.'
    throw new TurnoutError('bad-request', message, { code: 'invalid_json' })
  }
}

const refusal = (message: string, code: string): TurnoutError =>
  new TurnoutError('bad-request', message, { code, param: 'keys' })
