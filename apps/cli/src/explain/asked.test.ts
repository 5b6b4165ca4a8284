import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../tools/start-turnout.ts'
import { type AskedOptions, askedFor } from './asked.ts'

const file = (body: unknown) => temporaryFile('r.json', typeof body === 'string' ? body : JSON.stringify(body))

describe('askedFor', () => {
  it.each<readonly [AskedOptions, unknown]>([
    [{ model: 'm' }, { operation: 'chat', request: { model: 'm', messages: [{ role: 'user', content: 'Hello!' }] } }],
    [
      { model: 'm', operation: 'embedding' },
      { operation: 'embedding', request: { model: 'm', input: 'Hello!' } },
    ],
    [
      { request: file({ model: 'm', prompt: 'p' }) },
      { operation: 'textCompletion', request: { model: 'm', prompt: 'p' } },
    ],
    [
      { model: 'n', request: file({ model: 'm', input: 'i' }) },
      { operation: 'embedding', request: { model: 'n', input: 'i' } },
    ],
    [
      { request: file({ model: 'm', query: 'q', documents: ['d'], n: 1 }) },
      { operation: 'rerank', request: { model: 'm', query: 'q', documents: ['d'], n: 1 } },
    ],
    [{ request: file({ model: 'm' }) }, { operation: 'chat', request: { model: 'm' } }],
  ])('%j', async (options, asked) => {
    expect(await askedFor(options)).toEqual(asked)
  })

  it.each<readonly [AskedOptions, RegExp]>([
    [{}, /^Say which model/],
    [{ request: file({ messages: [] }) }, /^Say which model/],
    [{ request: file('[1]') }, /is no JSON object\.$/],
    [{ request: file('{') }, /is no JSON\.$/],
    [{ request: 'nowhere.json' }, /^The request nowhere\.json cannot be read\.$/],
  ])('says what is wrong with %j', async (options, why) => {
    expect(await askedFor(options)).toMatch(why)
  })
})
