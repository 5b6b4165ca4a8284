import { describe, expect, it } from 'vitest'
import { prometheus } from './prometheus.ts'
import { readSnapshot } from './read-snapshot.ts'

describe('readSnapshot', () => {
  const sent = JSON.parse(JSON.stringify(prometheus().export()))

  it('reads what was exported', () => {
    expect(readSnapshot(sent)).toEqual(sent)
  })

  it.each([
    ['nothing', null],
    ['a text', 'metrics'],
    ['one without a sheet', { ...sent, requests: undefined }],
    ['one with other rows', { ...sent, requests: [[['a'], ['b']]] }],
    ['one with rows of another shape', { ...sent, requests: [{}] }],
  ])('does not take %s for one', (_what, value) => {
    expect(readSnapshot(value)).toBeUndefined()
  })
})
