/** Loaded into the process under test (`--import`): on SIGUSR2 it writes down where each timer that has not ended was started. */
import { createHook } from 'node:async_hooks'
import { writeFileSync } from 'node:fs'

const timers = new Map<number, string>()
const file = process.env['LIVE_TIMERS'] ?? ''

createHook({
  init(id, type) {
    if (type === 'Timeout') timers.set(id, new Error(type).stack ?? '')
  },
  destroy(id) {
    timers.delete(id)
  },
}).enable()

process.on('SIGUSR2', () => writeFileSync(file, JSON.stringify([...timers.values()])))
