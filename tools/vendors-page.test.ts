import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { providerVariables } from '@turnout/config-loader'
import { vendors } from '@turnout/provider-adapters/openai-compatible'
import { describe, expect, it } from 'vitest'
import { vendorsTable, vendorWays } from './vendors-page.ts'

const page = readFileSync(resolve(import.meta.dirname, '../docs/providers/openai-compatible.md'), 'utf8')
const paragraphs = page.split(/\n\n+/)

describe('the page of OpenAI-compatible vendors', () => {
  it.each([
    ['vendors', vendorsTable()],
    ['ways', vendorWays()],
  ])('has the table of %s as the code has it', (_, table) => {
    expect(paragraphs).toContain(table)
  })

  it('is of vendors that all have their variables', () => {
    expect(Object.keys(vendors).filter((name) => !Object.hasOwn(providerVariables, name))).toEqual([])
  })
})
