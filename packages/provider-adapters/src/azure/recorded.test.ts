import { describe, expect, it } from 'vitest'
import {
  expectSameAnswer,
  expectSameRequest,
  expectSameStream,
  isError,
  operationOf,
  type Player,
  replayedError,
} from '../test-support/openai-replay.test.ts'
import { haveRecordings, isStream, recordingsOf } from '../test-support/recordings.test.ts'
import { azure } from './azure.ts'

/** Resource, name and version as the recorded URL has them. */
const player: Player = {
  adapter: azure(),
  deploymentOf({ url }) {
    const { origin, pathname, searchParams } = new URL(url || 'https://res.openai.azure.com/openai/v1')
    const model = /\/openai\/deployments\/([^/]+)/.exec(pathname)?.[1]
    const apiVersion = model ? searchParams.get('api-version') : 'v1'
    return { apiBase: origin, ...(apiVersion ? { apiVersion } : {}), ...(model ? { model } : {}) }
  },
}

const recordings = recordingsOf('azure')
const good = recordings.filter((recording) => operationOf(recording) && !isError(recording))
const notOurs = recordings.filter((recording) => !operationOf(recording) && !isError(recording))

const kinds: Readonly<Record<string, object>> = {
  'content-filter-prompt': { kind: 'content-policy', param: 'prompt' },
  'error-429-retry-after-ms': { kind: 'rate-limit', retryAfterMs: 1_000 },
  'error-401': { kind: 'authentication' },
}

describe.skipIf(!haveRecordings)('azure, recorded', () => {
  it('has what these tests are about', () => {
    expect(good.length).toBeGreaterThan(7)
  })

  it.each(good.filter(({ url }) => url !== ''))('sends the request of $name', async (recording) => {
    await expectSameRequest(recording, player)
  })

  it.each(good.filter((recording) => !isStream(recording)))('reads the answer of $name', async (recording) => {
    await expectSameAnswer(recording, player)
  })

  it.each(good.filter(isStream))('reads the stream of $name', async (recording) => {
    await expectSameStream(recording, player)
  })

  it.each(recordings.filter(isError))('knows the failure of $name', async (recording) => {
    expect(await replayedError(recording, player)).toMatchObject(kinds[recording.case] ?? { kind: 'listed above' })
  })

  it.skip.each(notOurs)('has no operation for $name yet', () => {})
})
