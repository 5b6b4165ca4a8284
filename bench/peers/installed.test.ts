import { expect, test } from 'vitest'
import { absentWithout, withoutAddresses } from './installed.ts'

test('a failure is told without the addresses that were asked', () => {
  const words =
    'go: module a.com/b: reading https://host.example/a/@v/list: 403 Forbidden\n\tserver response: not available'
  expect(withoutAddresses(words)).toBe('go: module a.com/b: 403 Forbidden server response: not available')
})

test('a peer whose file is there is not absent', () => {
  expect(absentWithout('nobody', import.meta.filename)).toBeUndefined()
  expect(absentWithout('nobody', `${import.meta.filename}x`)).toContain('install.ts nobody')
})
