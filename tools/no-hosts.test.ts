import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { noHosts } from './no-hosts.ts'
import { planted } from './planted.ts'

const machine = ['', 'home', 'me'].join('/')
const registry = ['https://registry', 'npmjs', 'org'].join('.')

const repository = (files: Readonly<Record<string, unknown>>): string => {
  const root = planted({ '.gitignore': 'dist/\n', ...files })
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  return root
}

describe('noHosts', () => {
  it('is content with relative paths, hashes, binaries, and what git ignores', () => {
    const root = repository({
      'README.md': 'See docs/home/start.md and homework.\n',
      'package-lock.json': `"integrity": "sha512-a${machine}"`,
      'logo.png': `\0${machine}`,
      'dist/index.js': machine,
    })
    expect(noHosts(root)).toEqual([])
  })

  it('finds a folder of a machine and a registry, tracked or about to be', () => {
    const root = repository({ 'docs/a.md': `one\n${machine}/x`, '.npmrc': `registry=${registry}` })
    execFileSync('git', ['add', '.npmrc'], { cwd: root })
    expect([...noHosts(root)].sort()).toEqual([
      `.npmrc:1: names ${registry.slice('https://'.length, -'.org'.length)}; say it without the host or the machine`,
      `docs/a.md:2: names ${machine.slice(0, -'me'.length)}; say it without the host or the machine`,
    ])
  })
})
