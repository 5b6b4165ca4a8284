import { errorTable, type ProviderError, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Expected, recordedErrors, syntheticErrors } from '../test-support/error-cases.test.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { haveRecordings, type Recording, recordedProviders, recordingsOf } from '../test-support/recordings.test.ts'
import { httpError } from './http-error.ts'
import { errorInside } from './open-exchange.ts'

function expectTo(failure: ProviderError | undefined, expected: Expected): void {
  expect(failure).toBeDefined()
  if (!failure) return
  const { kind, param, fault, retryAfterMs, worthRetrying } = failure
  expect({ kind, param, fault, retryAfterMs, worthRetrying }).toEqual({
    kind: expected.kind,
    param: expected.param,
    fault: expected.fault ?? errorTable[expected.kind].fault,
    retryAfterMs: expected.retryAfterMs === undefined ? undefined : expect.closeTo(expected.retryAfterMs, 2),
    worthRetrying: expected.worthRetrying,
  })
  if (expected.kind === 'bad-request') expect(failure.code).toBe(expected.code)
  expect(failure.message).not.toBe('')
}

/** The failure in a recorded answer, whatever its status; undefined where it is none. */
function failureIn(provider: string, { status, headers, body }: Recording): ProviderError | undefined {
  const deployment = makeDeployment({ provider, model: 'm', apiKey: new Secret('sk-canary-0123456789') })
  if (status !== 200) return httpError(deployment, { status, headers, body, wallMs: 0 })
  const call = { ...chatCall(), deployment }
  const events = body.split('\n').flatMap((line) => (line.startsWith('data: {') ? line.slice(6) : []))
  for (const text of [body, ...events]) {
    const failure = errorInside(call, text)
    if (failure) return failure
  }
  return undefined
}

const recorded = recordedProviders().flatMap((provider) =>
  recordingsOf(provider).flatMap((recording) => {
    const failure = failureIn(provider, recording)
    return failure ? [{ name: recording.name, case: `${provider}/${recording.case}`, failure }] : []
  }),
)

describe.skipIf(!haveRecordings)('recorded errors', () => {
  it.each(recorded)('$name is taken for what it is', ({ case: name, failure }) => {
    const expected = recordedErrors[name]
    if (!expected) throw new Error(`${name} is not in the table: ${failure.kind}, ${failure.message}`)
    expectTo(failure, expected)
  })

  it('has them all', () => {
    expect([...new Set(recorded.map(({ case: name }) => name))].sort()).toEqual(Object.keys(recordedErrors).sort())
  })
})

describe('synthetic errors, from the documents of providers', () => {
  it.each(Object.entries(syntheticErrors))('%s', (_, { provider, status, body, headers = {}, expected }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expectTo(httpError(makeDeployment({ provider, model: 'm' }), { status, headers, body: text, wallMs: 0 }), expected)
  })
})
