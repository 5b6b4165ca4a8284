import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@turnout/core'
import { expect, it } from 'vitest'
import { identityOf, watchFiles } from './watch-files.ts'

const atOnce = {
  ...systemClock,
  timer: (_ms: number, call: () => void) => {
    const soon = setImmediate(call)
    return () => clearImmediate(soon)
  },
}

it('reads again what came between the reading that asks for it and the look at it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'turnout-watch-'))
  const main = join(root, 'main.yaml')
  const later = join(root, 'later.yaml')
  writeFileSync(main, 'a')
  let files: readonly string[] = [main]
  let readings = 0
  const before = await identityOf(files)
  let stop = () => {}
  await new Promise<void>((done) => {
    stop = watchFiles({ files: () => files, before }, atOnce, async () => {
      readings++
      if (readings === 2) done()
      files = [main, later]
      writeFileSync(later, 'came after the reading')
    })
    writeFileSync(main, 'includes another')
  })
  stop()
  expect(readings).toBe(2)
})
