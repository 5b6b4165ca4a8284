import { expect, it } from 'vitest'
import { builtinStrategies } from './builtin-strategies.ts'

it('knows LiteLLM’s default strategy', () => {
  expect(Object.keys(builtinStrategies)).toContain('simple-shuffle')
})

it.each(Object.entries(builtinStrategies))('makes %s under its own name, afresh each time', (name, make) => {
  expect(make().name).toBe(name)
  expect(make()).not.toBe(make())
})
