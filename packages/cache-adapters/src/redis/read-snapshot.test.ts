import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSnapshot } from './read-snapshot.ts'

const read = (value: unknown) => readSnapshot(JSON.stringify(value))

describe('readSnapshot', () => {
  it('reads what another instance wrote', () => {
    const snapshot = { instance: 'a', signals: { 'deployment-1': { cooldown: { untilMs: 5 } } } }
    expect(read(snapshot)).toEqual(snapshot)
    expect(read({ ...snapshot, leaving: true })).toEqual({ ...snapshot, leaving: true })
  })

  it.each(['', '{', 'null', '[]', '1', '"text"'])('reads nothing of %s', (text) => {
    expect(readSnapshot(text)).toBeUndefined()
  })

  it.each([{}, { instance: 1, signals: {} }, { instance: 'a' }, { instance: 'a', signals: [] }])(
    'reads nothing of what is no snapshot: %j',
    (value) => {
      expect(read(value)).toBeUndefined()
    },
  )

  it('reads nothing of what is longer than a megabyte', () => {
    const padded = (length: number) => readSnapshot('{"instance":"a","signals":{}}'.padEnd(length))
    expect(padded(1_000_000)).toEqual({ instance: 'a', signals: {} })
    expect(padded(1_000_001)).toBeUndefined()
  })

  it('leaves out what it does not know', () => {
    const signals = { good: { load: 1 }, bad: 3, worse: [1] }
    expect(read({ instance: 'a', signals, leaving: 'yes', version: 2 })).toEqual({
      instance: 'a',
      signals: { good: { load: 1 } },
    })
  })

  it('is not led astray by a name that objects have', () => {
    const snapshot = readSnapshot('{"instance":"a","signals":{"__proto__":{"load":1}}}')
    expect(Object.keys(snapshot?.signals ?? {})).toEqual(['__proto__'])
    expect(Object.hasOwn(Object.prototype, 'load')).toBe(false)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readSnapshot(text)))
  })
})
