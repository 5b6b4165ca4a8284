import { goldens } from '../test-support/goldens.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { gemini } from './gemini.ts'

const recordings = recordingsOf('gemini').filter(({ url }) => !/embed|cachedContents/i.test(url.replace(/\?.*/, '')))

const asked: Readonly<Record<string, object>> = {
  'structured-output': { response_format: { type: 'json_schema', json_schema: { name: 'person' } } },
}

goldens('gemini', { adapter: gemini(), recordings, requestOf: ({ case: name }) => asked[name] ?? {} })
