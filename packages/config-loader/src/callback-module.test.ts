import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callbackModule } from './callback-module.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'turnout-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), '')
}
const found = (name: string) => {
  const module = callbackModule(name, folder)
  return module && 'file' in module ? `${module.file.replace(`${folder}/`, '')} ${module.exported}` : module
}

describe('a callback of one’s own', () => {
  it('is a path, or a file: URL', () => {
    write('mine.mjs')
    write('sub/mine.ts')
    expect(['./mine.mjs', 'mine.mjs', 'file:mine.mjs', 'file:./mine.mjs'].map(found)).toEqual(
      Array(4).fill('mine.mjs default'),
    )
    expect(found(pathToFileURL(join(folder, 'sub/mine.ts')).href)).toBe('sub/mine.ts default')
  })

  it('stays in the folder', () => {
    const outside = { wrong: "The file is outside the configuration's folder." }
    expect(['../mine.mjs', 'file:///etc/passwd.mjs', 'file:../mine.mjs'].map(found)).toEqual(Array(3).fill(outside))
    expect(found('file://elsewhere/mine.mjs')).toEqual({ wrong: 'The file is not there.' })
  })

  it('is a package', () => {
    write('node_modules/turnout-mine/index.js')
    writeFileSync(join(folder, 'node_modules/turnout-mine/package.json'), '{}')
    expect(found('turnout-mine')).toBe('node_modules/turnout-mine/index.js default')
    expect(found('turnout-other')).toBeUndefined()
  })

  it.each(['mjs', 'js', 'ts'])('is an export of a module beside the file, as LiteLLM writes it: .%s', (ending) => {
    write(`custom_callbacks.${ending}`)
    write(`deeper/custom.${ending}`)
    expect(found('custom_callbacks.proxy_handler_instance')).toBe(`custom_callbacks.${ending} proxy_handler_instance`)
    expect(found('deeper.custom.handler')).toBe(`deeper/custom.${ending} handler`)
    expect(found('other_callbacks.handler')).toBeUndefined()
  })

  it('may be there in Python alone', () => {
    write('custom_callbacks.py')
    expect(found('custom_callbacks.handler')).toEqual({ python: './custom_callbacks', exported: 'handler' })
    expect(found('./custom_callbacks.py')).toEqual({ python: './custom_callbacks', exported: 'default' })
    write('custom_callbacks.mjs')
    expect(found('custom_callbacks.handler')).toBe('custom_callbacks.mjs handler')
  })
})
