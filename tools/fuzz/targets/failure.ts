import { errorTable, ProviderError, Secret } from '@turnout/core'
import { httpError } from '@turnout/provider-adapters/kit'
import { makeDeployment } from '@turnout/testing'
import { defineTarget, law } from '../target.ts'

const secret = 'cAnArY7f3kXyZ-sEcReT'
/** More of it is not read. */
const longestBody = 64 * 1024
const longestWaitMs = 24 * 60 * 60 * 1_000
const deployments = [
  'acme',
  'openai',
  'azure',
  'anthropic',
  'gemini',
  'vertex_ai',
  'bedrock',
  'cohere',
  'openrouter',
].map((provider) => makeDeployment({ provider, model: 'm', apiKey: new Secret(secret) }))

/** Errors of providers, a status line, headers, an empty line and a body: a failure of a known kind that tells no secret. */
export const failure = defineTarget({
  name: 'failure',
  // 4 ms for each of the nine, where a body of 64 kB nests as deep as it can; a machine may be slower than ours.
  mostMs: 100,
  words: [
    ...['400', '401', '429', '500', 'retry-after: ', 'retry-after-ms: ', 'x-should-retry: false', 'x-amzn-errortype: '],
    ...['{"error":', '"message":', '"code":', '"type":', '"param":', '"status":', '"details":[', '"retryDelay":"9s"'],
    ...[
      '"detail":',
      '"loc":[',
      '"msg":',
      '"metadata":{"raw":"',
      '"toString":1',
      '"__proto__":',
      '[',
      ']',
      '{',
      '}',
      ',',
    ],
    ...['try again in 9h9m9s', 'Wed, 21 Oct 2026 07:28:00 GMT', '99999999999', '1e999', '\\ud800', '\\u0000'],
    ...[secret, secret.slice(3), encodeURIComponent(secret), Buffer.from(`x${secret}`).toString('base64')],
  ],
  run(bytes) {
    const given = failureIn(bytes.toString('utf8'))
    for (const deployment of deployments) {
      const error = httpError(deployment, given)
      law(ProviderError.is(error), 'is no ProviderError')
      law(Object.hasOwn(errorTable, error.kind), `is of no known kind: ${error.kind}`)
      const { retryAfterMs = 0, upstreamStatus, status = 422, message, code = '', param = '' } = error
      law(retryAfterMs >= 0 && retryAfterMs <= longestWaitMs, `asks to wait for ${retryAfterMs} ms`)
      law(upstreamStatus === given.status && status === 422, `has another status: ${upstreamStatus}, ${status}`)
      law(message !== '', 'says nothing')
      for (const told of [message, code, param]) {
        law(told.length <= 501, `is too long: ${told.length}`)
        law(!tells(told), `tells the secret: ${told}`)
      }
    }
  },
})

function failureIn(text: string) {
  const [head = '', ...body] = text.split('\n\n')
  const [first = '', ...lines] = head.split('\n')
  const headers = lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1)])
  const status = 300 + (Number.parseInt(first.replace(/\D/g, '').slice(0, 9) || '0', 10) % 300)
  return {
    status,
    headers: Object.fromEntries(headers),
    body: body.join('\n\n').slice(0, longestBody),
    wallMs: 1_792_567_680_000,
  }
}

/** Eight of its characters in a row. */
const pieces = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8))
const tells = (text: string): boolean => pieces.some((piece) => text.includes(piece))
