import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromObject, loadConfigFile, parseConfig } from './load-config.ts'
import { showProblem } from './problem.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-'))
})
afterEach(() => rm(folder, { recursive: true }))

const model = (name: string) =>
  `model_list:\n  - { model_name: ${name}, litellm_params: { model: simulated/${name} } }\n`
async function load(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const { config, problems, files: read } = await loadConfigFile(join(folder, 'main.yaml'), { environment: {} })
  const shown = problems.map((problem) => showProblem(problem, 'main.yaml').replaceAll(`${folder}/`, ''))
  return { config, shown, read: read?.map((file) => file.replace(`${folder}/`, '')) }
}
const groups = (loaded: Awaited<ReturnType<typeof load>>) => loaded.config?.deployments.map(({ group }) => group)

describe('include', () => {
  it('joins lists, merges maps, and lets the including file win', async () => {
    const loaded = await load({
      'main.yaml': `include: [models.yaml, more/settings.yaml]\n${model('a')}router_settings:\n  num_retries: 1\n`,
      'models.yaml': model('b'),
      'more/settings.yaml': `${model('c')}router_settings: { num_retries: 9, timeout: 5, model_group_alias: { x: a } }\n`,
    })
    expect(loaded.shown).toEqual([])
    expect(groups(loaded)).toEqual(['a', 'b', 'c'])
    expect(loaded.config).toMatchObject({ numRetries: 1, timeoutMs: 5_000, aliases: { x: { group: 'a' } } })
    expect(loaded.read).toEqual(['main.yaml', 'models.yaml', 'more/settings.yaml'])
  })

  it('takes one file without a list, and files that included files include, each once', async () => {
    const loaded = await load({
      'main.yaml': 'include: sub/one.yaml\n',
      'sub/one.yaml': `include: [two.yaml, ./two.yaml]\n${model('one')}`,
      'sub/two.yaml': model('two'),
    })
    expect([groups(loaded), loaded.shown]).toEqual([['one', 'two'], []])
  })

  it('names the file, line and column of a problem in an included file', async () => {
    const { shown } = await load({
      'main.yaml': `include: [b.yaml]\n${model('a')}router_settings:\n  num_retrys: 1\n`,
      'b.yaml': `# two\n${model('b').replace(' } }', ', rpm: lots } }')}router_settings: { timeout: -1, num_retrys: 1 }\n`,
    })
    expect(shown).toEqual([
      'main.yaml:5:3: warning: router_settings.num_retrys: is not a known key. Did you mean num_retries?',
      'b.yaml:3:60: error: model_list[1].litellm_params.rpm: expected a number, found text.',
      'b.yaml:4:20: error: router_settings.timeout: must not be negative.',
    ])
  })

  it.each([
    [
      'a file that is not there',
      'include:\n  - gone.yaml\n',
      'main.yaml:2:5: error: include[0]: The file gone.yaml is not there.',
    ],
    [
      'a file outside',
      'include: ../x.yaml\n',
      'main.yaml:1:1: error: include: The file ../x.yaml is outside the folder of the file that includes it.',
    ],
    [
      'an absolute path outside',
      'include: [/etc/hostname]\n',
      'main.yaml:1:11: error: include[0]: The file /etc/hostname is outside the folder of the file that includes it.',
    ],
    ['what is no path', 'include: [7]\n', 'main.yaml:1:11: error: include[0]: expected the path of a file.'],
    ['a folder', 'include: [sub]\n', 'main.yaml:1:11: error: include[0]: sub is no regular file.'],
    ['itself', 'include: [main.yaml]\n', 'main.yaml:1:11: error: include[0]: includes itself: main.yaml → main.yaml.'],
    ['a file that is broken', 'include: [bad.yaml]\n', 'bad.yaml:2:1: error: The key a is there twice.'],
    ['a file that is a list', 'include: [list.yaml]\n', 'list.yaml:1:1: error: expected a map with model_list.'],
  ])('refuses %s', async (_, main, expected) => {
    await mkdir(join(folder, 'sub'))
    const { config, shown } = await load({ 'main.yaml': main, 'bad.yaml': 'a: 1\na: 2\n', 'list.yaml': '- a\n' })
    expect(config).toBeUndefined()
    expect(shown).toEqual([expected])
  })

  it('tells the way of a cycle', async () => {
    const { shown } = await load({
      'main.yaml': 'include: [a.yaml]\n',
      'a.yaml': `${model('a')}include: [main.yaml]\n`,
    })
    expect(shown).toEqual(['a.yaml:3:11: error: include[0]: includes itself: main.yaml → a.yaml → main.yaml.'])
  })

  it('does not follow a link out of the folder, and takes a folder that is a link itself', async () => {
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'secret.yaml'), model('secret'))
    await symlink(join(folder, 'secret.yaml'), join(folder, 'real/out.yaml'))
    await writeFile(join(folder, 'real/in.yaml'), model('in'))
    await writeFile(join(folder, 'real/main.yaml'), 'include: [out.yaml, in.yaml]\n')
    await symlink(join(folder, 'real'), join(folder, 'link'))
    const { problems } = await loadConfigFile(join(folder, 'link/main.yaml'))
    expect(problems).toMatchObject([{ code: 'bad-include', path: ['include', 0], line: 1, column: 11 }])
  })

  it('needs a file', () => {
    expect(parseConfig('include: [a.yaml]\n').problems).toMatchObject([
      { level: 'error', code: 'bad-include', path: ['include'], line: 1, column: 1 },
    ])
    expect(fromObject({ include: ['a.yaml'] }).problems).toMatchObject([{ level: 'error', code: 'bad-include' }])
  })
})
