import { describe, expect, it } from 'vitest'
import {
  expectSameAnswer,
  expectSameRequest,
  expectSameStream,
  isError,
  operationOf,
  replayedError,
} from '../test-support/openai-replay.test.ts'
import { haveRecordings, isStream, recordingsOf } from '../test-support/recordings.test.ts'
import { openai } from './openai.ts'

const player = { adapter: openai(), deploymentOf: () => ({ apiBase: 'https://api.openai.com/v1' }) }
const recordings = recordingsOf('openai')
const good = recordings.filter((recording) => operationOf(recording) && !isError(recording))

const kinds: Readonly<Record<string, object>> = {
  'error-400-bad-request': { kind: 'bad-request', code: 'unsupported_parameter', param: 'max_tokens' },
  'error-404-unknown-model': { kind: 'not-found' },
  'error-401-invalid-key': { kind: 'authentication' },
  'error-400-context-length-responses': { kind: 'context-window' },
  'error-400-system-role-unsupported': { kind: 'bad-request', code: 'unsupported_value', param: 'messages[0].role' },
}

describe.skipIf(!haveRecordings)('openai, recorded', () => {
  it('has what these tests are about', () => {
    expect(good.length).toBeGreaterThan(15)
  })

  it.each(good)('sends the request of $name', async (recording) => {
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
})
