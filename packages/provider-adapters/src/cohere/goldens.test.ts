import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { cohere } from './cohere.ts'

goldens('cohere', {
  adapter: cohere(),
  recordings: recordingsOf('cohere').filter((recording) => recording.case !== 'rerank'),
  requestOf: ({ request }) => ('response_format' in request ? { response_format: request['response_format'] } : {}),
})
