import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officialClients } from '../test-support/official-clients/all.test.ts'
import type { OfficialClient } from '../test-support/official-clients/official-client.test.ts'
import { vendors } from '../test-support/vendors/all.test.ts'
import { obliging, type RunningVendor, startVendor } from '../test-support/vendors/start-vendor.test.ts'
import { failures, spent, vector } from '../test-support/vendors/vendor.test.ts'

/** Our servers that play vendors are judged by those who know: the vendors' own clients understand every answer of theirs. */
describe.each(vendors)('$name, as played', (vendor) => {
  const reasoning = vendor.shows.includes('reasoning') ? 'Hm, hm.' : ''
  let server: RunningVendor
  let client: OfficialClient

  beforeAll(async () => {
    server = await startVendor(vendor, (question, name) => {
      const said = obliging(question, name)
      return typeof said === 'object' ? { reasoning, ...said } : said
    })
    const make = officialClients[vendor.name] ?? expect.fail('no client')
    client = make(server.base)
  })

  afterAll(() => server.stop())

  const tokens = { prompt: spent.prompt, completion: spent.completion }
  const called = [
    ['weather', { city: 'Zürich', days: 2 }],
    ['now', {}],
  ]

  it.each(['chat', 'stream'] as const)('is understood: %s', async (way) => {
    const understood = await client[way]('Hi', false)
    expect(understood).toEqual({ text: 'Grüezi, 世界 👋', reasoning, calls: [], ...tokens })
  })

  it.each(['chat', 'stream'] as const)('calls tools, two at once: %s', async (way) => {
    const understood = await client[way]('Weather?', true)
    expect(understood).toEqual({ text: '', reasoning, calls: called, ...tokens })
  })

  it.each(failures)('fails in words that its client knows: %s', async (failure) => {
    for (const way of ['chat', 'stream'] as const) {
      const error = await client[way](`fail:${failure}`, false).then(
        () => expect.fail('it did not fail'),
        (reason: unknown) => reason,
      )
      expect(client.statusOf(error)).toBe(vendor.failure(failure, '').status)
      expect(String(error)).toContain('As you wish.')
    }
  })

  it('fails in the middle of a stream so that its client knows', async () => {
    const heard = client.stream('trouble: please', false)
    if (vendor.name === 'cohere') expect((await heard).text).toBe('')
    else await expect(heard).rejects.toThrow('No more today.')
  })

  it('embeds, where it has embeddings', async () => {
    if (client.embed) expect(await client.embed()).toEqual([vector, vector])
    expect(vendor.shows.includes('embeddings')).toBe(client.embed !== undefined)
  })

  it('was asked nothing that it would refuse', () => {
    expect(server.questions.flatMap(({ problems }) => problems)).toEqual([])
    expect(server.questions.length).toBeGreaterThan(5)
  })
})
