import { describe, expect, it } from 'vitest'
import { keysInBody } from './keys-in-body.ts'

describe('keysInBody', () => {
  const keys = (list: unknown) => keysInBody(Buffer.from(JSON.stringify({ keys: list })))

  it('reads what is a list of texts, however long it may be', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `${i}`)
    for (const list of [['a'], ['a', 'a'], many, ['x'.repeat(4_096)]]) expect(keys(list)).toEqual(list)
  })

  it.each([
    ['nothing', undefined, 'invalid_json'],
    ['no JSON', '{keys: []}', 'invalid_json'],
    ['a list', '["a"]', 'missing_required_parameter'],
    ['nobody', 'null', 'missing_required_parameter'],
    ['no keys', '{"key": ["a"]}', 'missing_required_parameter'],
    ['one key', '{"keys": "a"}', 'invalid_type'],
    ['null', '{"keys": null}', 'invalid_type'],
    ['a number among them', '{"keys": ["a", 1]}', 'invalid_type'],
    ['none', '{"keys": []}', 'invalid_value'],
    ['too many', JSON.stringify({ keys: Array.from({ length: 1_001 }, () => 'a') }), 'invalid_value'],
    ['one that is too long', JSON.stringify({ keys: ['x'.repeat(4_097)] }), 'invalid_value'],
  ])('refuses %s', (_what, text, code) => {
    const read = () => keysInBody(text === undefined ? undefined : Buffer.from(text))
    expect(read).toThrow(expect.objectContaining({ status: 400, code }))
  })
})
