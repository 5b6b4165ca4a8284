import { openaiRequest } from '../test-support/anthropic-request.test.ts'
import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { anthropic } from './anthropic.ts'

goldens('anthropic', {
  ...{ adapter: anthropic(), recordings: recordingsOf('anthropic') },
  deploymentOf: ({ request }) => ({ model: String(request['model'] ?? 'claude') }),
  requestOf: (recording) => (recording.request['messages'] ? openaiRequest(recording) : {}),
})
