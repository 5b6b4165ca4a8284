import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutPath } from './drop-path.ts'

const tools = [
  { type: 'function', function: { name: 'f', strict: true } },
  { type: 'function', function: { name: 'g' } },
]

describe('withoutPath', () => {
  it.each([
    ['seed', { seed: 1, n: 2 }, { n: 2 }],
    ['metadata.user.id', { metadata: { user: { id: 1, name: 'a' } } }, { metadata: { user: { name: 'a' } } }],
    [
      'tools[*].function.strict',
      { tools },
      { tools: tools.map(({ type, function: { name } }) => ({ type, function: { name } })) },
    ],
    ['tools[1].function', { tools }, { tools: [tools[0], { type: 'function' }] }],
    ['tools[0]', { tools }, { tools: [tools[1]] }],
    ['tools[*]', { tools }, { tools: [] }],
    ['a[*][0].b', { a: [[{ b: 1, c: 2 }, { b: 3 }]] }, { a: [[{ c: 2 }, { b: 3 }]] }],
  ])('takes %s out of %j', (path, body, expected) => {
    expect(withoutPath(body, path)).toEqual(expected)
  })

  it.each(['seed', 'tools[2]', 'tools[*].strict', 'tools.function', 'tools[0].type.x', 'messages[0]', 'toString'])(
    'returns the same body where there is no %s',
    (path) => {
      const body: Readonly<Record<string, unknown>> = { tools, messages: 'text' }
      expect(withoutPath(body, path)).toBe(body)
    },
  )

  it('changes nothing that it is given', () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const step = fc.oneof(
      name.map((key) => `.${key}`),
      fc.constantFrom('[*]', '[0]', '[1]'),
    )
    const path = fc.tuple(name, fc.array(step, { maxLength: 4 })).map(([root, steps]) => root + steps.join(''))
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(name, tree), path, (body, where) => {
        const before = JSON.stringify(body)
        const after = withoutPath(body, where)
        return JSON.stringify(body) === before && JSON.stringify(after).length <= before.length
      }),
    )
  })
})
