import { afterEach, expect, it, vi } from 'vitest'
import { serveFile } from '../../../../tools/start-turnout.ts'
import { ask } from '../test-support/ask-turnout.test.ts'
import { callbacksFolder, listening } from '../test-support/callbacks-folder.test.ts'
import { stopNow, type Turnout, until } from '../test-support/running-turnout.test.ts'

let turnout: Turnout | undefined
afterEach(async () => {
  if (turnout) await stopNow(turnout)
  turnout = undefined
})

it('another configuration has other callbacks, and a module that has changed is read again', async () => {
  const { file, write, configure, noted } = callbacksFolder('callbacks: [./one.mjs]', {
    ...{ 'one.mjs': listening('one'), 'two.mjs': listening('two') },
  })
  const running = await serveFile(file)
  turnout = running
  const heardBy = async () => {
    const before = noted().length
    await ask(running, 'good')
    await until(
      () =>
        noted()
          .slice(before)
          .some(({ type }) => type === 'request-end'),
      running.output,
    )
    return new Set(
      noted()
        .slice(before)
        .map(({ by }) => by),
    )
  }
  /** A change of the file is seen by itself, too: whichever reload comes first, in the end these are who hears. */
  const comesToHear = async (who: string, change: () => void) => {
    change()
    running.signal('SIGHUP')
    await vi.waitFor(async () => expect(await heardBy()).toEqual(new Set([who])), { timeout: 20_000, interval: 100 })
  }
  expect(await heardBy()).toEqual(new Set(['one']))
  await comesToHear('two', () => configure('callbacks: [./two.mjs]'))
  await comesToHear('two, again', () => write('two.mjs', listening('two, again')))
  write('two.mjs', 'export default nonsense (')
  running.signal('SIGHUP')
  await until(() => /was not taken; generation \d+ serves on/.test(running.output()), running.output)
  expect(running.output()).toContain('The callback ./two.mjs cannot be loaded: ')
  expect(await heardBy()).toEqual(new Set(['two, again']))
}, 60_000)
