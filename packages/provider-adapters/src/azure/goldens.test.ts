import { goldens } from '../test-support/goldens.test.ts'
import { isError, operationOf } from '../test-support/openai-replay.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { azure } from './azure.ts'

goldens('azure', {
  adapter: azure(),
  recordings: recordingsOf('azure').filter((recording) => operationOf(recording) === 'chat' && !isError(recording)),
  deploymentOf: () => ({ apiBase: 'https://res.openai.azure.com' }),
  passesOn: true,
})
