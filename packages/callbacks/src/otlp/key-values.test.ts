import { expect, it } from 'vitest'
import { keyValues } from './key-values.ts'

it.each([
  ['', {}],
  ['a=1,b=2', { a: '1', b: '2' }],
  [' a = 1 , b=x=y', { a: '1', b: 'x=y' }],
  ['Authorization=Basic%20YTpi', { Authorization: 'Basic YTpi' }],
  ['a,=b,c=%zz,d=1', { d: '1' }],
])('%j', (text, expected) => expect(keyValues(text)).toEqual(expected))
