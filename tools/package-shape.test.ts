import { describe, expect, it } from 'vitest'
import { packageShape } from './package-shape.ts'
import { planted } from './planted.ts'

const manifest = (name: string) => ({
  name: `@turnout/${name}`,
  version: '0.1.0',
  description: `The ${name}.`,
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=22.19.0' },
  files: ['dist', 'src', '!src/**/*.test.ts'],
})
const shaped = (folder: string, name: string) => ({
  [`${folder}/package.json`]: manifest(name),
  [`${folder}/README.md`]: `# ${name}`,
  [`${folder}/tsconfig.json`]: {},
  [`${folder}/tsconfig.build.json`]: {},
  [`${folder}/tsup.config.ts`]: '',
  [`${folder}/vitest.config.ts`]: '',
  [`${folder}/src/index.ts`]: '',
})
const clean = { ...shaped('packages/core', 'core'), ...shaped('apps/cli', 'cli') }
const problemsWith = (change: object) => packageShape(planted({ ...clean, 'apps/cli/package.json': change }))

describe('packageShape', () => {
  it('is content where all look the same', () => {
    expect(packageShape(planted(clean))).toEqual([])
  })

  it('finds a missing file', () => {
    const { 'packages/core/README.md': _, ...rest } = clean
    expect(packageShape(planted(rest))).toEqual(['packages/core: README.md is missing; every package has one'])
  })

  it('finds a folder that is no package', () => {
    expect(packageShape(planted({ ...clean, 'packages/stray/notes.txt': '' }))).toContain(
      'packages/stray: package.json is missing; every package has one',
    )
  })

  it.each([
    ['name', 'turnout-cli'],
    ['license', 'ISC'],
    ['type', 'commonjs'],
    ['sideEffects', true],
    ['files', ['dist']],
  ])('finds another %s', (field, value) => {
    const problems = problemsWith({ ...manifest('cli'), [field]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^apps/cli/package.json: "${field}" is to be `))
  })

  it('wants an exported JSON file among the files', () => {
    const exports = { './a.json': './a.json' }
    expect(problemsWith({ ...manifest('cli'), exports, files: [...manifest('cli').files, 'a.json'] })).toEqual([])
    expect(problemsWith({ ...manifest('cli'), exports })[0]).toContain('"files" is to be ["dist","src"')
  })

  it('finds a manifest without description or engines', () => {
    expect(problemsWith({ ...manifest('cli'), description: '', engines: {} })).toEqual([
      'apps/cli/package.json: "description" is missing; add it',
      'apps/cli/package.json: "engines.node" is missing; add it',
    ])
  })

  it('finds versions that differ', () => {
    expect(problemsWith({ ...manifest('cli'), version: '0.2.0' })).toEqual([
      'package.json: the packages have versions 0.2.0, 0.1.0; give all the same',
    ])
  })
})
