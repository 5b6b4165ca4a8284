import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planted } from './planted.ts'
import { licenseOf, packagesOf } from './third-party-licenses.ts'

describe('licenses of what is bundled', () => {
  it('are those of the innermost packages, each once', () => {
    const files = [
      '/r/src/a.ts',
      '/r/node_modules/b/lib/b.js',
      '/r/node_modules/b/node_modules/@c/d/d.js',
      '/r/node_modules/b/b.js',
    ]
    expect(packagesOf(files)).toEqual(['/r/node_modules/b', '/r/node_modules/b/node_modules/@c/d'])
  })

  it('are shown whole, and missed where there is none', () => {
    const root = planted({
      'b/package.json': { name: 'b', version: '1.0.0', license: 'MIT' },
      'b/LICENSE.md': 'Do what you like.',
      'c/package.json': { name: 'c', version: '1.0.0' },
    })
    expect(licenseOf(join(root, 'b'))).toBe('b 1.0.0 (MIT)\n\nDo what you like.')
    expect(() => licenseOf(join(root, 'c'))).toThrow('c has no license')
  })
})
