import { expect, it } from 'vitest'
import { builtinCallbacks } from './builtin-callbacks.ts'

it.each(Object.entries(builtinCallbacks))('makes %s under its own name', async (name, make) => {
  expect((await make()).name).toBe(name)
})

it('knows the console', () => {
  expect(Object.keys(builtinCallbacks)).toContain('console')
})
