import { goldens } from '../test-support/goldens.test.ts'
import { isError, operationOf } from '../test-support/openai-replay.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { openai } from './openai.ts'

goldens('openai', {
  adapter: openai(),
  recordings: recordingsOf('openai').filter((recording) => operationOf(recording) === 'chat' && !isError(recording)),
  passesOn: true,
})
