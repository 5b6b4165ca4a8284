import { deepStrictEqual } from 'node:assert'
import { ProviderError } from '@turnout/core'
import { parseBaseUrl } from '@turnout/provider-adapters/kit'
import { defineTarget, law } from '../target.ts'

/** Any text as an `api_base`: refused, or parts that may stand in the head of a request as they are. */
export const baseUrl = defineTarget({
  name: 'base-url',
  words: [
    'http://',
    'https://',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '[::1]',
    '?',
    '#',
    '%',
    '%0d%0a',
    '\r\n',
    '..',
    'ß',
    '\0',
    ' ',
  ],
  run(bytes) {
    const text = bytes.toString('utf8')
    let parts: ReturnType<typeof parseBaseUrl>
    try {
      parts = parseBaseUrl(text)
    } catch (error) {
      if (!ProviderError.is(error)) throw error
      law(error.code === 'deployment_misconfigured', `is refused as ${error.code}`)
      law(text.length < 8 || !error.message.includes(text), 'repeats the address')
      return
    }
    const { origin, basePath, query } = parts
    law(/^https?:\/\/[!-~]+$/.test(origin), `is no origin: ${origin}`)
    law(/^(?:\/[!-~]*[!-.0-~])?$/.test(basePath), `is no path: ${basePath}`)
    law(/^(?:\?[!-~]+)?$/.test(query), `is no query: ${query}`)
    if (text.length < 10_000) deepStrictEqual(parseBaseUrl(origin + basePath + query), parts)
  },
})
