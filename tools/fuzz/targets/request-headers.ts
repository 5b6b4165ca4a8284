import { callerKey, callerName, callerOptions } from '@turnout/router/http'
import { defineTarget, law } from '../target.ts'

/** What callers send in headers, one a line: numbers are numbers, and what is passed on may stand in a header. */
export const requestHeaders = defineTarget({
  name: 'request-headers',
  words: [
    ...['traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n', 'tracestate: ', 'x-request-id: '],
    ...['x-turnout-num-retries: ', 'x-turnout-deadline-ms: ', 'x-stainless-timeout: ', 'x-litellm-timeout: ', '\n'],
    ...['x-turnout-tags: ', 'cache-control: ', 'max-age=', 's-maxage=', 'no-cache, no-store', 'authorization: Bearer '],
    ...['-', '00', 'ff', '\r', '\0', '\t', 'é', '1e999', '0x10', '-1', 'NaN', ',', '; '],
  ],
  run(bytes) {
    const lines = bytes.toString('latin1').split('\n')
    const headers = new Map(lines.map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]))
    const header = (name: string) => headers.get(name)
    const { trace, requestId, tags = [], ...options } = callerOptions(header)
    for (const [name, value] of Object.entries({ ...options, ...options.cache }))
      if (typeof value === 'number') law(value >= 0 && Number.isFinite(value), `${name} is ${value}`)
    for (const text of [trace?.traceparent, trace?.tracestate, requestId])
      law(text === undefined || /^[ -~]{1,512}$/.test(text), `passes on ${JSON.stringify(text)}`)
    law(
      tags.every((tag) => tag !== '' && tag === tag.trim()),
      'has a tag that is none',
    )
    law(typeof callerKey(header) === 'string' && typeof callerName(header) === 'string', 'is nobody')
  },
})
