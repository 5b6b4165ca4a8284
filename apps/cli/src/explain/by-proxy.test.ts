import { type FakeAnswer, FakeTransport, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { explainedByProxy, type Wanted } from './by-proxy.ts'

const asked: Wanted = {
  asked: { operation: 'textCompletion', request: { model: 'm', prompt: 'Hello' } },
  tags: ['a', 'b'],
}

const json = (body: unknown, status = 200): FakeAnswer => ({ status, pieces: [JSON.stringify(body)] })

/** What came of it, and what was sent. */
async function heard(answer: FakeAnswer, wanted: Wanted, url = 'http://127.0.0.1:4000', key?: string) {
  const transport = new FakeTransport(() => answer)
  const runtime = testRuntime({ transport })
  const outcome = await runtime.clock.finish(explainedByProxy({ url: new URL(url), key }, wanted, runtime))
  const [{ request, headers, body } = {}] = transport.seen
  return { outcome, sent: [request?.method, `${request?.origin}${request?.path}`], headers, body, runtime }
}

describe('explainedByProxy', () => {
  it('hands over the request, whose operation it names, its tags and the key', async () => {
    const { outcome, sent, headers, body } = await heard(json({ choices: [] }), asked, 'http://proxy:4000/', 'sk-1')
    expect(outcome).toEqual({ body: { choices: [] } })
    expect(sent).toEqual(['POST', 'http://proxy:4000/router/explain?operation=text_completion'])
    expect(headers).toMatchObject({ authorization: 'Bearer sk-1', 'x-turnout-tags': 'a,b' })
    expect(JSON.parse(body ?? '')).toEqual({ model: 'm', prompt: 'Hello' })
  })

  it('asks for one request by its id, below the path of the address', async () => {
    const { outcome, sent, headers } = await heard(json({ request_id: 'a/b' }), { id: 'a/b' }, 'https://host/llm/')
    expect(outcome).toEqual({ body: { request_id: 'a/b' } })
    expect(sent).toEqual(['GET', 'https://host/llm/router/decisions/a%2Fb'])
    expect(headers).not.toHaveProperty('authorization')
  })

  it('asks for the last request: the first of the list', async () => {
    const { outcome, sent } = await heard(json({ data: [{ request_id: 'new' }] }), 'last')
    expect([outcome, sent[1]]).toEqual([
      { body: { request_id: 'new' } },
      'http://127.0.0.1:4000/router/decisions?limit=1',
    ])
    expect((await heard(json({ data: [] }), 'last')).outcome).toEqual({ body: undefined })
  })

  it.each<readonly [FakeAnswer, string]>([
    [json({ error: { message: 'No such model.' } }, 404), 'http://127.0.0.1:4000/ answered with 404: No such model.'],
    [{ status: 502, pieces: ['<html>'] }, 'http://127.0.0.1:4000/ answered with 502'],
    [{ breaksWith: new Error('refused') }, 'http://127.0.0.1:4000/ cannot be asked: refused'],
    [{ silent: true }, 'http://127.0.0.1:4000/ cannot be asked: it did not answer within 30 s'],
  ])('says why it has nothing: %j', async (answer, why) => {
    const { outcome, runtime } = await heard(answer, asked)
    await settle()
    expect([outcome, runtime.clock.pending]).toEqual([{ why }, 0])
  })
})
