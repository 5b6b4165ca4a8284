import { expect, test } from 'vitest'
import { fill } from './fill.ts'

const page = 'a\n<!-- x -->\nold\n<!-- /x -->\nb\n<!-- y-z -->\n<!-- /y-z -->\nc\n'

test('what is between the marks is replaced, again and again', () => {
  const once = fill(page, { x: '1', 'y-z': '$&' })
  expect(once).toBe('a\n<!-- x -->\n1\n<!-- /x -->\nb\n<!-- y-z -->\n$&\n<!-- /y-z -->\nc\n')
  expect(fill(once, { x: '1', 'y-z': '$&' })).toBe(once)
})

test('a part without a mark, a mark without a part, a mark without an end are errors', () => {
  expect(() => fill(page, { x: '1' })).toThrow('there are x')
  expect(() => fill(page, { x: '1', 'y-z': '', w: '' })).toThrow('the page has x, y-z')
  expect(() => fill('<!-- x -->', { x: '1' })).toThrow('no end')
})
