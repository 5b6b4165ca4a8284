import { spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childOutput, inside } from './child-output.ts'

const root = join(import.meta.dirname, '..')

const program = `
import { createRouter } from '@turnout/router'

const router = createRouter({ modelList: [{ modelName: 'gpt', litellmParams: { model: 'simulated/small' } }] })
const answer = await router.completion({ model: 'gpt', messages: [{ role: 'user', content: 'Hello' }] })
if (!answer.choices[0]?.message.content) throw new Error('the simulated model said nothing')
await router.close()

// @ts-expect-error there is no such group
export const misspelled = () => router.completion({ model: 'gtp', messages: [{ role: 'user', content: 'Hello' }] })
`

const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: [] }

interface Packed {
  readonly name: string
  readonly version: string
  readonly filename: string
}

const pack = async (into: string): Promise<readonly Packed[]> =>
  JSON.parse(
    await childOutput(spawn('npm', ['pack', '--workspaces', '--json', '--pack-destination', into], inside(root))),
  ) as readonly Packed[]

/** A project of somebody else, with nothing of ours but what would be published. */
const consume = async (folder: string): Promise<void> => {
  const tarballs = join(folder, 'tarballs')
  await mkdir(tarballs)
  const packed = await pack(tarballs)
  const dependencies = Object.fromEntries(packed.map(({ name, filename }) => [name, `file:./tarballs/${filename}`]))
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  await writeFile(join(folder, 'consumer.ts'), program)
  await copyFile(join(root, 'examples/quickstart.yaml'), join(folder, 'quickstart.yaml'))

  await childOutput(spawn('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], inside(folder)))
  console.log(`consumer: installed ${packed.map(({ name }) => name).join(', ')}`)

  await childOutput(spawn('tsc', ['-p', '.'], inside(folder)))
  await childOutput(spawn('node', ['consumer.ts'], inside(folder)))
  console.log('consumer: type checks and runs')

  const turnout = join(folder, 'node_modules/.bin/turnout')
  const version = (await childOutput(spawn(turnout, ['--version'], inside(folder)))).trim()
  const expected = packed.find(({ name }) => name === '@turnout/cli')?.version
  if (version !== expected) throw new Error(`turnout --version: printed "${version}"; it is to print ${expected}`)
  await childOutput(spawn(turnout, ['check', 'quickstart.yaml'], inside(folder)))
  console.log(`consumer: turnout ${version} checks quickstart.yaml`)
}

const folder = await mkdtemp(join(tmpdir(), 'turnout-consumer-'))
try {
  await consume(folder)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
