import { expect, it, vi } from 'vitest'
import { warnOnce, warnOnProcess } from './warn-once.ts'

it('tells each message once', () => {
  const told: string[] = []
  const warn = warnOnce((message) => void told.push(message))
  for (const message of ['a', 'b', 'a']) warn(message)
  expect(told).toEqual(['a', 'b'])
})

it('does not go on for ever', () => {
  const told: string[] = []
  const warn = warnOnce((message) => void told.push(message))
  for (let at = 0; at < 2_000; at++) warn(`request ${at}`)
  expect(told).toHaveLength(1_000)
})

it('warns as the process does', () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue()
  try {
    warnOnProcess('no key')
    expect(emitWarning).toHaveBeenCalledWith('no key', 'TurnoutWarning')
  } finally {
    emitWarning.mockRestore()
  }
})
