import { CancelScope, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { whileWanted } from './while-wanted.ts'

const never = new Promise<never>(() => {})

describe('whileWanted', () => {
  it('gives what comes of the work', async () => {
    await expect(whileWanted(Promise.resolve(1), new CancelScope())).resolves.toBe(1)
    await expect(whileWanted(Promise.reject(new Error('no')), new CancelScope())).rejects.toThrow('no')
  })

  it('ends with the reason of a scope that is, or becomes, cancelled', async () => {
    const scope = new CancelScope()
    const waiting = whileWanted(never, scope)
    scope.cancel(new ProviderError('timeout', 'enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(whileWanted(never, scope)).rejects.toThrow('enough')
  })
})
