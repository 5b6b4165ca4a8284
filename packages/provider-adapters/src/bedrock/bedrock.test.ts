import { type Deployment, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json } from '../test-support/provider-call.test.ts'
import { type BedrockOptions, bedrock } from './bedrock.ts'

const body = '{"output":{"message":{"content":[{"text":"hi"}]}},"stopReason":"end_turn","usage":{}}'
const keys = {
  aws_access_key_id: new Secret('AKID'),
  aws_secret_access_key: new Secret('secret'),
  aws_session_token: new Secret('session'),
}

const asked = (deployment: Partial<Deployment>, options: BedrockOptions = {}) =>
  exchangeOf(bedrock(options), chatCall({}, { deployment: { model: 'a.b-v1:0', ...deployment } }), json(body))

async function sent(...given: Parameters<typeof asked>) {
  const { transport, exchange } = asked(...given)
  await exchange
  return transport.seen[0] ?? expect.fail('nothing was sent')
}

describe('bedrock', () => {
  it('sends a Bedrock API key as it is', async () => {
    const { request, headers } = await sent({ apiKey: new Secret('bedrock-key') })
    expect(request).toMatchObject({ path: '/model/a.b-v1%3A0/converse', method: 'POST' })
    expect(headers).toMatchObject({ authorization: 'Bearer bedrock-key', 'content-type': 'application/json' })
    expect(headers).not.toHaveProperty('x-amz-date')
  })

  it('signs with keys, at the runtime’s time, and sends what it signs', async () => {
    const settings = { aws_region_name: 'eu-west-1', extra_headers: { 'x-own': '1' } }
    const { headers, request } = await sent({ secrets: keys, settings })
    expect(request.origin).toBe('https://bedrock-runtime.eu-west-1.amazonaws.com')
    expect(headers).toMatchObject({
      ...{ 'x-amz-date': '20231114T223000Z', 'x-amz-security-token': 'session', 'x-own': '1' },
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKID\/20231114\/eu-west-1\/bedrock\/aws4_request/,
      ),
    })
  })

  it('leaves the trace out of what is signed, which others on the way may change', async () => {
    const deployment = { model: 'a.b-v1:0', secrets: keys }
    const call = { ...chatCall({}, { deployment }), trace: { parent: '00-a-b-01', state: 'c=1' } }
    const { transport, exchange } = exchangeOf(bedrock(), call, json(body))
    await exchange
    const headers = transport.seen[0]?.headers
    expect(headers).toMatchObject({ traceparent: '00-a-b-01', tracestate: 'c=1' })
    expect(headers?.['authorization']).toBe((await sent({ secrets: keys })).headers['authorization'])
  })

  it("asks the application's provider where the deployment states no keys, and when they end", async () => {
    let asks = 0
    const options: BedrockOptions = {
      credentials: async () => {
        asks++
        return { accessKeyId: `OWN${asks}`, secretAccessKey: 's' }
      },
    }
    expect((await sent({}, options)).headers['authorization']).toContain('Credential=OWN1/')
    expect((await sent({ secrets: keys }, options)).headers['authorization']).toContain('Credential=AKID/')
  })

  it('sends nothing with half a pair of keys', async () => {
    const { aws_session_token, ...pair } = keys
    for (const [name, value] of Object.entries(pair)) {
      const { transport, exchange } = asked({ secrets: { [name]: value, aws_session_token } })
      expect(await failureOf(exchange)).toMatchObject({ code: 'deployment_misconfigured' })
      expect(transport.seen).toEqual([])
    }
  })

  it('signs with keys that are stated, though there is an API key', async () => {
    const { headers } = await sent({ apiKey: new Secret('bedrock-key'), secrets: keys })
    expect(headers['authorization']).toContain('Credential=AKID/')
  })

  it('asks for a stream elsewhere', async () => {
    const call = chatCall({}, { stream: true, deployment: { model: 'a.b', apiKey: new Secret('k') } })
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
    const { transport, exchange } = exchangeOf(bedrock(), call, { headers, pieces: [] })
    await exchange
    expect(transport.seen[0]?.request.path).toBe('/model/a.b/converse-stream')
  })
})
