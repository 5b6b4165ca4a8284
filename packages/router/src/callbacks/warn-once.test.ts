import { expect, it, vi } from 'vitest'
import { warnOnce } from './warn-once.ts'

it('tells each message once', () => {
  const told: string[] = []
  const warn = warnOnce((message) => void told.push(message))
  for (const message of ['a', 'b', 'a']) warn(message)
  expect(told).toEqual(['a', 'b'])
})

it('warns as the process does where nobody listens', () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue()
  try {
    warnOnce()('no key')
    expect(emitWarning).toHaveBeenCalledWith('no key', 'TurnoutWarning')
  } finally {
    emitWarning.mockRestore()
  }
})
