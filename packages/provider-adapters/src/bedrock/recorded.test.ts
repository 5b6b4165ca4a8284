import { describe, expect, it } from 'vitest'
import { converseRecordings, recordedDeployment } from '../test-support/bedrock-recordings.test.ts'
import { openaiOf } from '../test-support/converse-as-openai.test.ts'
import { chatCall, exchangeOf, failureOf, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { answerOf, haveRecordings, recordingsOf } from '../test-support/recordings.test.ts'
import { bedrock } from './bedrock.ts'
import { chatBody } from './request.ts'

const failed = recordingsOf('bedrock').filter(({ status }) => status !== 200)

const failures: Readonly<Record<string, object>> = {
  'error-400-context-length': { kind: 'context-window' },
  'error-400-on-demand-unsupported': { kind: 'not-found' },
  'error-403-auth': { kind: 'authentication', message: expect.not.stringContaining('token') },
}

describe.skipIf(!haveRecordings)('bedrock, recorded', () => {
  it('has what these tests are about', () => {
    expect(converseRecordings.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(failed).toHaveLength(3)
  })

  it.each(converseRecordings.filter(({ status }) => status === 200))('asks $name as it was asked', (recording) => {
    const { request, expected } = openaiOf(recording.request)
    const body = chatBody(chatCall(request, { deployment: recordedDeployment(recording) }))
    expect(JSON.parse(body)).toEqual(expected)
  })

  it.each(failed)('knows the failure of $name', async (recording) => {
    const call = chatCall({}, { deployment: { ...recordedDeployment(recording), model: 'a.b' } })
    const failure = await failureOf(exchangeOf(bedrock(), call, answerOf(recording, false)).exchange)
    expect(failure).toMatchObject(failures[recording.case] ?? { kind: 'listed above' })
  })

  it('asks Nova for an embedding as it was asked, and reads it', async () => {
    const recording = recordingsOf('bedrock').find((entry) => entry.case === 'embeddings-nova') ?? expect.fail('none')
    const request = { input: "Ruby is a programmer's best friend", dimensions: 256 }
    const call = providerCall('embedding', request, { deployment: recordedDeployment(recording) })
    const { transport, exchange } = exchangeOf(bedrock(), call, answerOf(recording, true))
    const result = (await wholeOf((await exchange).batches)).result()
    expect(result.usage).toEqual({ prompt_tokens: 10, total_tokens: 10 })
    expect(result.data[0]?.embedding.slice(0, 2)).toEqual([-0.033675402, 0.039512474])
    expect(result.data[0]?.embedding).toHaveLength(256)
    expect(JSON.parse(String(transport.seen[0]?.request.body))).toEqual(recording.request)
    expect(transport.seen[0]?.request.path).toBe('/model/amazon.nova-2-multimodal-embeddings-v1%3A0/invoke')
  })
})
