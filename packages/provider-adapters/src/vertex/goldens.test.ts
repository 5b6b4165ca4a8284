import { Secret } from '@turnout/core'
import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { vertexAi } from './vertex-ai.ts'

const chats = recordingsOf('vertex').filter(({ case: name }) => !/^(embeddings|error)/.test(name))

goldens('vertex', {
  adapter: vertexAi(),
  recordings: chats,
  deploymentOf: ({ case: name }) => ({
    provider: 'vertex_ai',
    model: name.startsWith('claude') ? 'claude-3-7-sonnet@20250219' : 'gemini-2.5-flash',
    apiKey: new Secret('express'),
  }),
})
