import { Secret } from '@turnout/core'
import { type Recording, recordingsOf } from './recordings.test.ts'

/** The deployment that a recording was made with. */
export const recordedDeployment = ({ url }: Pick<Recording, 'url'>) => ({
  provider: 'bedrock',
  model: decodeURIComponent(/\/model\/([^/]+)\//.exec(url)?.[1] ?? ''),
  apiKey: new Secret('bearer'),
})

/** Answers of Converse and ConverseStream. */
export const converseRecordings = recordingsOf('bedrock').filter(({ url }) => /\/converse(-stream)?$/.test(url))

/** One that needs no signature. */
export const bearerDeployment = { provider: 'bedrock', model: 'amazon.nova-lite-v1:0', apiKey: new Secret('bearer') }
