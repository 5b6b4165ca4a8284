/** Loaded into the process under test (`--import`): on SIGUSR2 it writes down where each timer that has not ended was started. */
import { createHook, executionAsyncId } from 'node:async_hooks'
import { writeFileSync } from 'node:fs'

const timers = new Map<number, string>()
const file = process.env['LIVE_TIMERS'] ?? ''

createHook({
  init(id, type) {
    if (type === 'Timeout') timers.set(id, origin(new Error(type).stack ?? ''))
  },
  destroy(id) {
    timers.delete(id)
  },
}).enable()

/** A timer that fired too soon, and waits for the rest, is the one that it was. */
const origin = (stack: string): string =>
  stack.includes('at Timeout.check ') ? (timers.get(executionAsyncId()) ?? stack) : stack

process.on('SIGUSR2', () => writeFileSync(file, JSON.stringify([...timers.values()])))
