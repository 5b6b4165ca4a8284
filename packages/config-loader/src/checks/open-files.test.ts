import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadConfigFile } from '../load-config.ts'

/** What is said of a file, and one that it includes, with these modes. */
async function told(mode: number, includedMode: number) {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-open-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (name: string, text: string, mode: number): string => {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), mode)
    return join(folder, name)
  }
  const models = 'model_list: [{ model_name: m, litellm_params: { model: simulated/m } }]\n'
  const included = write('more.yaml', models, includedMode)
  const file = write('config.yaml', 'include: [more.yaml]\n', mode)
  const { config, problems } = await loadConfigFile(file, { environment: {} })
  expect(config).toBeDefined()
  return problems.map(({ level, code, file }) => [level, code, file === included ? 'included' : (file ?? 'itself')])
}

it.skipIf(process.platform === 'win32')('G17: a file that everybody may change is a warning', async () => {
  expect(await told(0o666, 0o644)).toEqual([['warning', 'open-file', 'itself']])
  expect(await told(0o640, 0o602)).toEqual([['warning', 'open-file', 'included']])
  expect(await told(0o664, 0o600)).toEqual([])
})
