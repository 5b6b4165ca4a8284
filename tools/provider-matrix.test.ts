import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadProvider, providerNames } from '@turnout/provider-adapters'
import { describe, expect, it } from 'vitest'
import { vendors } from '../apps/cli/src/test-support/vendors/all.test.ts'
import { operationsTable, playedTable, recordedTable } from './provider-matrix.ts'

const root = resolve(import.meta.dirname, '..')
const page = readFileSync(resolve(root, 'docs/reference/provider-matrix.md'), 'utf8')
const paragraphs = page.split(/\n\n+/).map((paragraph) => paragraph.trim())

const served = await Promise.all(
  providerNames.map(async (name) => ({ name, operations: Object.keys((await loadProvider(name))?.operations ?? {}) })),
)

describe('the page of what each provider has', () => {
  it.each([
    ['operations', operationsTable(served)],
    ['recorded answers', recordedTable(resolve(root, 'packages/provider-adapters/goldens'))],
    ['what clients have', playedTable(vendors)],
  ])('has the table of %s as the tests have it', (_, table) => {
    expect(paragraphs).toContain(table)
  })
})
