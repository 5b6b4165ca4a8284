import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfigFile } from './load-config.ts'
import { moduleFile } from './module-file.ts'

let root = ''
let folder = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'turnout-')))
  folder = join(root, 'config')
  mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text = '') {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** A package as it is installed: its manifest, and its files. */
function install(path: string, manifest: object, ...files: readonly string[]) {
  write(join(path, 'package.json'), JSON.stringify(manifest))
  for (const file of files) write(join(path, file))
}

const found = (reference: string, from = folder) => {
  const result = moduleFile(reference, from)
  return result && ('file' in result ? result.file.replace(`${root}/`, '') : result.wrong)
}
const outside = "The file is outside the configuration's folder."

describe('a path', () => {
  it.each(['./mine.mjs', 'mine.mjs', './sub/mine.ts', './sub/../mine.mjs', '../config/mine.mjs'])(
    'is found: %s',
    (path) => {
      write('config/mine.mjs')
      write('config/sub/mine.ts')
      expect(found(path)).toBe(path.endsWith('.ts') ? 'config/sub/mine.ts' : 'config/mine.mjs')
      expect(found(join(folder, 'mine.mjs'))).toBe('config/mine.mjs')
    },
  )

  it.each(['../outside.mjs', '../../etc/passwd', '../gone.mjs', '/etc/passwd.js'])('stays inside: %s', (path) => {
    write('outside.mjs')
    write('configuration.mjs')
    expect(found(path)).toBe(outside)
    expect(found('../configuration.mjs')).toBe(outside)
  })

  it('is looked at as it really is', () => {
    write('outside.mjs')
    write('config/inside.mjs')
    symlinkSync(join(root, 'outside.mjs'), join(folder, 'out.mjs'))
    symlinkSync(root, join(folder, 'up'))
    symlinkSync(join(folder, 'inside.mjs'), join(folder, 'in.mjs'))
    symlinkSync(folder, join(root, 'linked'))
    expect([found('./out.mjs'), found('./up/outside.mjs')]).toEqual([outside, outside])
    expect(found('./in.mjs')).toBe('config/inside.mjs')
    expect(found('./inside.mjs', join(root, 'linked'))).toBe('config/inside.mjs')
    expect(found('./gone.mjs', join(root, 'linked'))).toBe('The file is not there.')
  })

  it.each(['./gone.mjs', 'https://example.com/x.mjs', 'file:///etc/x.mjs', './null\0.mjs'])(
    'is that of a file: %j',
    (path) => {
      expect(found(path)).toBe('The file is not there.')
    },
  )

  it('is that of a regular file', () => {
    mkdirSync(join(folder, 'sub'))
    expect(found('./sub')).toBe('It is no regular file.')
  })
})

describe('a package', () => {
  it.each<[string, object, string]>([
    ['main', { main: 'lib/main.js' }, 'lib/main.js'],
    ['nothing', {}, 'index.js'],
    ['exports', { exports: './lib/main.js', main: 'index.js' }, 'lib/main.js'],
    ['exports of the dot', { exports: { '.': './lib/main.js' } }, 'lib/main.js'],
    [
      'conditions',
      { exports: { '.': { types: './x.d.ts', require: './x.cjs', import: './lib/main.js' } } },
      'lib/main.js',
    ],
    [
      'conditions in conditions',
      { exports: { node: { require: './x.cjs', default: './lib/main.js' } } },
      'lib/main.js',
    ],
    ['a list', { exports: [{ browser: './x.js' }, './lib/main.js'] }, 'lib/main.js'],
  ])('has its module by %s', (_, manifest, file) => {
    install('config/node_modules/nearest', manifest, 'lib/main.js', 'index.js')
    expect(found('nearest')).toBe(`config/node_modules/nearest/${file}`)
  })

  it('may stand in a folder above, have a scope, and be a link inside it', () => {
    install('packages/mine', {}, 'index.js')
    mkdirSync(join(root, 'node_modules/@my'), { recursive: true })
    symlinkSync(join(root, 'packages/mine'), join(root, 'node_modules/@my/strategy'))
    expect(found('@my/strategy')).toBe('packages/mine/index.js')
  })

  it.each(['gone', 'fs', 'node:fs', 'data:text/javascript,x', '..', '@', '@a/..', 'a/b', ''])(
    'is not there: %j',
    (name) => {
      write('config/node_modules/.keep')
      expect(found(name)).toBeUndefined()
    },
  )

  it('does not lead elsewhere', () => {
    install('elsewhere', {}, 'index.js')
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(root, 'elsewhere'), join(folder, 'node_modules/linked'))
    expect(found('linked')).toBe('The package leads out of the folder that its node_modules is in.')
    install('config/node_modules/out', { main: '../../../elsewhere/index.js' })
    install('config/node_modules/none', { exports: { require: './x.cjs' } })
    install('config/node_modules/gone', { exports: './gone.js' })
    write('config/node_modules/broken/package.json', '{')
    for (const name of ['out', 'none', 'gone', 'broken'])
      expect(found(name)).toBe('The package has no module to import.')
  })
})

it('is looked for from the folder of the file', async () => {
  const load = async (strategy: string) => {
    const model = 'model_list: [{ model_name: m, litellm_params: { model: simulated/m } }]'
    write('config/turnout.yaml', `${model}\nrouter_settings:\n  routing_strategy: ${strategy}\n`)
    const { config, problems, files } = await loadConfigFile(join(folder, 'turnout.yaml'), { environment: {} })
    expect(files).toEqual([join(folder, 'turnout.yaml')])
    return config?.routingStrategy ?? problems.map(({ code, line }) => `${line} ${code}`).join()
  }
  write('config/mine.mjs')
  install('config/node_modules/nearest', {}, 'index.js')
  expect(await load('./mine.mjs')).toBe('./mine.mjs')
  expect(await load('nearest')).toBe('nearest')
  expect(await load('../mine.mjs')).toBe('3 bad-strategy')
  expect(await load('nearst')).toBe('3 unknown-strategy')
})
