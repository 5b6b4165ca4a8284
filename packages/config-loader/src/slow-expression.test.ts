import { expect, it } from 'vitest'
import { slowExpression } from './slow-expression.ts'

it.each([
  'too many tokens: \\d+ > \\d+',
  '^(foo|bar) .{0,40}limit',
  '(?:a|b)?c',
  '(abc)+',
  '(a|b)c+',
  '[(*+|]+x',
  '\\(a+\\)+',
  '(?<year>\\d\\d)+',
  'a*b*c?',
  'a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v',
  '(?=x+)y',
])('takes %s', (source) => {
  expect(slowExpression(source)).toBeUndefined()
  expect(() => new RegExp(source)).not.toThrow()
})

it.each([
  '(a+)+$',
  '(a|a)*$',
  '(a?){30}a',
  '((ab)*c)+',
  '(([a-z])+.)+',
  '(?:x{1,50}){1,50}',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  'a*b*c*',
  'a{501}',
  'a'.repeat(1_001),
  `${'a?'.repeat(30)}${'a'.repeat(30)}`,
  `${'(a|a)'.repeat(30)}b`,
  '(?:(?:a|b)c)*',
])('refuses %s', (source) => {
  expect(slowExpression(source)).toEqual(expect.any(String))
})
