import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { ollama } from './ollama.ts'

goldens('ollama', {
  adapter: ollama(),
  recordings: recordingsOf('ollama').filter(({ case: name }) => name.startsWith('native-') && name !== 'native-embed'),
  requestOf: ({ case: name }) => (name === 'native-structured' ? { response_format: { type: 'json_object' } } : {}),
})
