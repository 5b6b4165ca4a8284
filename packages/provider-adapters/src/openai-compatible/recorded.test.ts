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
import { openaiCompatible } from './adapter.ts'
import { vendors } from './vendors.ts'

/** Folders of recordings, and the vendor each is of. */
const folders = [
  ['groq', 'groq'],
  ['deepseek', 'deepseek'],
  ['mistral', 'mistral'],
  ['openrouter', 'openrouter'],
  ['xai', 'xai'],
  ['together', 'together_ai'],
  ['cerebras', 'cerebras'],
  ['perplexity', 'perplexity'],
  ['llamacpp', 'hosted_vllm'],
  ['moonshot', 'openai_like'],
] as const

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

describe.skipIf(!haveRecordings).each(folders)('%s, recorded', (folder, name) => {
  const vendor = vendors[name]
  if (!vendor) throw new Error(`${name} is no vendor`)
  const deploymentOf = () => (vendor.defaultBase ? {} : { apiBase: 'http://localhost:8080/v1' })
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

  it.each(good.filter((recording) => !isStream(recording)))('reads the answer of $name', async (recording) => {
    await expectSameAnswer(recording, player)
  })

  it.each(good.filter(isStream))('reads the stream of $name', async (recording) => {
    await expectSameStream(recording, player)
  })

  it.each(errors)('knows the failure of $name', async (recording) => {
    expect(await replayedError(recording, player)).toMatchObject(kinds[recording.name] ?? { kind: 'listed above' })
  })

  it.skip.each(notOurs)('has no operation for $name yet', () => {})
})
