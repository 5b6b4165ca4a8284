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
import { recordedVendors } from '../test-support/recorded-vendors.test.ts'
import { haveRecordings, isStream, recordingsOf } from '../test-support/recordings.test.ts'
import { openaiCompatible } from './adapter.ts'

/** Answers that do not pass as they are; what becomes of them is in the goldens. */
const mended = new Set([
  ...[
    'groq/reasoning',
    'groq/error-400-tool-use-failed 2',
    'groq/stream-ratelimit-headers',
    'mistral/reasoning-stream',
  ],
  ...['xai/chat-tool 1', 'xai/chat-tool 2', 'xai/chat-reasoning 1', 'xai/chat-reasoning 2', 'xai/chat-stream'],
  ...['together/chat-ratelimit-headers', 'moonshot/reasoning'],
  ...['snowflake/chat-tool-openai-compat 1', 'snowflake/chat-tool-openai-compat 2'],
])

const kinds: Readonly<Record<string, object>> = {
  'groq/error-400-tool-use-failed 1': { kind: 'bad-request', code: 'tool_use_failed' },
  'groq/error-404-model': { kind: 'not-found' },
  'deepseek/error-400-context-length': { kind: 'context-window' },
  'deepseek/error-401': { kind: 'authentication' },
  'mistral/error-401': { kind: 'authentication' },
  'openrouter/error-400-context-length': { kind: 'context-window' },
  'openrouter/error-429-provider 1': { kind: 'rate-limit' },
  'openrouter/error-429-provider 2': { kind: 'rate-limit' },
  'openrouter/error-429-provider 3': { kind: 'rate-limit' },
  'openrouter/error-401': { kind: 'authentication' },
  'xai/error-400-auth': { kind: 'authentication' },
  'perplexity/error-400-too-long': { kind: 'context-window' },
  'llamacpp/error-400-context-overflow': { kind: 'context-window' },
}

describe.skipIf(!haveRecordings).each(recordedVendors)('$folder, recorded', ({ folder, vendor, deploymentOf }) => {
  const player: Player = { adapter: openaiCompatible(vendor), deploymentOf }
  const recordings = recordingsOf(folder)
  const errors = recordings.filter(isError)
  const good = recordings.filter((recording) => operationOf(recording) && !isError(recording))
  const notOurs = recordings.filter((recording) => !operationOf(recording) && !isError(recording))

  it('has something to read', () => {
    expect(recordings.length).toBeGreaterThan(0)
  })

  it.each(good.filter(({ url }) => url !== ''))('sends the request of $name', async (recording) => {
    await expectSameRequest(recording, player)
  })

  const passed = good.filter(({ name }) => !mended.has(name))

  it.each(passed.filter((recording) => !isStream(recording)))('reads the answer of $name', async (recording) => {
    await expectSameAnswer(recording, player)
  })

  it.each(passed.filter(isStream))('reads the stream of $name', async (recording) => {
    await expectSameStream(recording, player)
  })

  it.each(errors)('knows the failure of $name', async (recording) => {
    expect(await replayedError(recording, player)).toMatchObject(kinds[recording.name] ?? { kind: 'listed above' })
  })

  it.skip.each(notOurs)('has no operation for $name yet', () => {})
})
