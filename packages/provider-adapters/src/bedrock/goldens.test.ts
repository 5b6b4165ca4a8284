import { converseRecordings, recordedDeployment } from '../test-support/bedrock-recordings.test.ts'
import { goldens } from '../test-support/goldens.test.ts'
import { bedrock } from './bedrock.ts'

const format = { type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object', properties: {} } } }

goldens('bedrock', {
  adapter: bedrock(),
  recordings: converseRecordings,
  deploymentOf: recordedDeployment,
  requestOf: (recording) => ('outputConfig' in recording.request ? { response_format: format } : {}),
})
