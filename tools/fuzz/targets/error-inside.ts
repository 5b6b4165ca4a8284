import { parseErrorBody } from '@turnout/provider-adapters/kit'
import { defineTarget, law } from '../target.ts'

/** Errors inside a 200, as JSON of any shape. */
export const errorInside = defineTarget({
  name: 'error-inside',
  words: [
    '{"error":',
    '"code":',
    '"status":',
    '"status_code":',
    '429',
    '"429"',
    '429.5',
    '"0x1ad"',
    'null',
    '[',
    ']',
    '{',
    '}',
    ',',
  ],
  run(bytes) {
    const { status = 400, retryMs = 0, message, words } = parseErrorBody(bytes.toString('utf8'))
    law(Number.isInteger(status) && status >= 400 && status < 600, `is no status: ${status}`)
    law(retryMs >= 0 && retryMs <= 24 * 60 * 60 * 1_000, `asks to wait for ${retryMs} ms`)
    law(typeof message === 'string' && words.every((word) => typeof word === 'string'), 'is no text')
  },
})
