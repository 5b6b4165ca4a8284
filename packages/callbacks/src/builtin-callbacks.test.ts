import type { CallbackContext } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { builtinCallbacks } from './builtin-callbacks.ts'

const runtime = testRuntime()

it.each(Object.entries(builtinCallbacks))('makes %s under its own name, or warns why not', async (name, load) => {
  const warnings: string[] = []
  const context: CallbackContext = {
    ...{ name, runtime, environment: {}, settings: {} },
    warn: (message) => void warnings.push(message),
  }
  const make = await load()
  const made = await make(context)
  if (made) expect(made.name).toBe(name)
  else expect(warnings).toHaveLength(1)
  await made?.close?.()
})

it('knows the console', () => {
  expect(Object.keys(builtinCallbacks)).toContain('console')
})
