import { describe, expect, it } from 'vitest'
import { docPages } from './doc-pages.ts'
import { planted } from './planted.ts'

const exporting = (...names: readonly string[]) => ({
  name: '@turnout/x',
  exports: Object.fromEntries(['.', './package.json', ...names.map((name) => `./${name}`)].map((path) => [path, {}])),
})
const clean = {
  'packages/strategies/src/strategies/index.ts': '',
  'packages/strategies/src/strategies/least-busy.ts': '',
  'packages/strategies/src/strategies/least-busy.test.ts': '',
  'packages/strategies/src/strategies/usage/index.ts': '',
  'packages/provider-adapters/package.json': exporting('openai', 'kit'),
  'packages/callbacks/package.json': exporting('console'),
  'packages/cache-adapters/package.json': exporting('memory'),
  'docs/strategies/README.md': 'All of them.',
  'docs/strategies/least-busy.md': '# Least busy\n',
  'docs/strategies/usage.md': '# Usage\n',
  'docs/providers/openai.md': '# OpenAI\n',
  'docs/callbacks/console.md': '# Console\n',
  'docs/stores/memory.md': '# Memory\n',
}

describe('docPages', () => {
  it('is content with a page for every thing', () => {
    expect(docPages(planted(clean))).toEqual([])
  })

  it.each(['strategies/least-busy', 'strategies/usage', 'providers/openai', 'callbacks/console', 'stores/memory'])(
    'misses the page %s',
    (page) => {
      const { [`docs/${page}.md`]: _, ...rest } = clean as Record<string, unknown>
      expect(docPages(planted(rest))).toEqual([
        `docs/${page}.md: is missing; write the page of ${page.replace(/.*\//, '')}`,
      ])
    },
  )

  it('finds a page that is about nothing', () => {
    expect(docPages(planted({ ...clean, 'docs/providers/kit.md': '# Kit\n' }))).toEqual([
      'docs/providers/kit.md: is about nothing in the code; remove it or rename it',
    ])
  })

  it('finds a page without a title', () => {
    expect(docPages(planted({ ...clean, 'docs/stores/memory.md': 'Memory' }))).toEqual([
      'docs/stores/memory.md: does not start with a "# " title; give it one',
    ])
  })
})
