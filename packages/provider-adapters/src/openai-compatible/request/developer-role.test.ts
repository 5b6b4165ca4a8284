import { expect, it } from 'vitest'
import { rewritingMessages } from '../../test-support/rewriting.test.ts'
import { developerRole } from './developer-role.ts'

it('a developer speaks as the system', () => {
  const others = [
    { role: 'system', content: 'b' },
    { role: 'user', content: 'c' },
  ]
  expect(rewritingMessages(developerRole, { role: 'developer', content: 'a', name: 'n' }, ...others)).toEqual([
    { role: 'system', content: 'a', name: 'n' },
    ...others,
  ])
})
