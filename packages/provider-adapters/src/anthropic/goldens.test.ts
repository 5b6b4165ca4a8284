import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { anthropic } from './anthropic.ts'

goldens('anthropic', { adapter: anthropic(), recordings: recordingsOf('anthropic') })
