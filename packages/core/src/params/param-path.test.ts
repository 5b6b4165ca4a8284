import { expect, it } from 'vitest'
import { isDroppable, paramOf } from './param-path.ts'

it.each(['seed', 'metadata.user.id', 'tools[*].function.strict', 'a[0][*].b', 'messages[*].name', 'tools[12]'])(
  'takes %j',
  (path) => {
    expect(isDroppable(path)).toBe(true)
  },
)

it.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  '[0]',
  'a[',
  'a[x]',
  'a[-1]',
  'a[*',
  'a]',
  'a[0]b',
  'messages',
  'model',
  'stream',
])('refuses %j', (path) => {
  expect(isDroppable(path)).toBe(false)
})

it.each([
  ['tools[*].function', 'tools'],
  ['a.b', 'a'],
  ['seed', 'seed'],
])('%s is in %s', (path, param) => {
  expect(paramOf(path)).toBe(param)
})
