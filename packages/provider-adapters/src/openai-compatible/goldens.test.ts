import { goldens } from '../test-support/goldens.test.ts'
import { isError, operationOf } from '../test-support/openai-replay.test.ts'
import { recordedVendors } from '../test-support/recorded-vendors.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { openaiCompatible } from './adapter.ts'

for (const { folder, vendor, deploymentOf } of recordedVendors)
  goldens(folder, {
    adapter: openaiCompatible(vendor),
    recordings: recordingsOf(folder).filter((recording) => operationOf(recording) === 'chat' && !isError(recording)),
    deploymentOf,
    passesOn: true,
  })
