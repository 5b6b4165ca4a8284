import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { gemini } from './gemini.ts'

const recordings = recordingsOf('gemini').filter(({ url }) => !/embed|cachedContents/i.test(url.replace(/\?.*/, '')))

goldens('gemini', { adapter: gemini(), recordings })
