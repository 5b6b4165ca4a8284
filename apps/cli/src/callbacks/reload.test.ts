import { afterEach, expect, it } from 'vitest'
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
  const { file, write, configure, noted } = callbacksFolder('callbacks: []', {
    ...{ 'one.mjs': listening('one'), 'two.mjs': listening('two') },
  })
  const running = await serveFile(file)
  turnout = running
  let generation = 1
  const taken = async (change: () => void) => {
    change()
    running.signal('SIGHUP')
    const line = `generation ${++generation}:`
    await until(() => running.output().includes(line), running.output)
  }
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
  await taken(() => configure('callbacks: [./one.mjs]'))
  expect(await heardBy()).toEqual(new Set(['one']))
  await taken(() => configure('callbacks: [./two.mjs]'))
  expect(await heardBy()).toEqual(new Set(['two']))
  await taken(() => write('two.mjs', listening('two, again')))
  expect(await heardBy()).toEqual(new Set(['two, again']))
  write('two.mjs', 'export default nonsense (')
  running.signal('SIGHUP')
  await until(() => running.output().includes(`was not taken; generation ${generation} serves on`), running.output)
  expect(running.output()).toContain('The callback ./two.mjs cannot be loaded: ')
  expect(await heardBy()).toEqual(new Set(['two, again']))
}, 60_000)
