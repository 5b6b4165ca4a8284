import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfigFile } from './load-config.ts'
import { notUtf8At } from './read-text.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-'))
})
afterAll(() => rm(folder, { recursive: true }))

const bytes = (...parts: readonly (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

describe('notUtf8At', () => {
  it.each([
    ['a byte that starts nothing', bytes('a: 1\nb: "é', 0xff, '"'), { line: 2, column: 6 }],
    ['a character that is cut short by a line end', bytes('a: x', 0xc3, '\nb: 1'), { line: 1, column: 5 }],
    ['one that is cut short by the end', bytes('a: 1\n\nb: ', 0xe2, 0x82), { line: 3, column: 4 }],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0), { line: 1, column: 1 }],
  ])('finds %s', (_, given, place) => {
    expect(notUtf8At(given)).toEqual(place)
  })

  it('finds nothing in UTF-8, with a mark at its start or without', () => {
    expect([notUtf8At(bytes('é→🙂\n')), notUtf8At(bytes(0xef, 0xbb, 0xbf, 'a')), notUtf8At(bytes())]).toEqual([
      ...[undefined, undefined, undefined],
    ])
  })
})

describe('loadConfigFile', () => {
  it('refuses what is not UTF-8, at its place', async () => {
    const file = join(folder, 'latin.yaml')
    await writeFile(file, bytes('model_list: []\n# caf', 0xe9, '\n'))
    const { config, problems } = await loadConfigFile(file)
    expect(config).toBeUndefined()
    expect(problems).toMatchObject([{ level: 'error', code: 'invalid-utf8', line: 2, column: 6 }])
  })

  it('refuses a large file before it is read', async () => {
    const file = join(folder, 'large.yaml')
    await writeFile(file, Buffer.alloc(4 * 1024 * 1024 + 1, '#'))
    expect((await loadConfigFile(file)).problems).toMatchObject([{ level: 'error', code: 'too-large', line: 1 }])
  })

  it('reads a file with a byte order mark and Windows line ends', async () => {
    const file = join(folder, 'windows.yaml')
    await writeFile(file, '\uFEFFmodel_list:\r\n  - model_name: m\r\n    litellm_params: { model: simulated/m }\r\n')
    const { config, problems, files } = await loadConfigFile(file)
    expect(config?.deployments).toMatchObject([{ group: 'm', model: 'm' }])
    expect([problems, files]).toEqual([[], [file]])
  })
})
