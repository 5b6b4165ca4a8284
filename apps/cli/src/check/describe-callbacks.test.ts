import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { callbackLine, describeCallbacks } from './describe-callbacks.ts'

it('shows the callbacks that somebody answers to, and what they hear', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-callbacks-'))
  try {
    writeFileSync(join(folder, 'mine.mjs'), '')
    const named = (name: string, hears: 'all' | 'failures' = 'all') => ({ name, hears, settings: {}, environment: {} })
    const callbacks = [named('console'), named('./mine.mjs', 'failures'), named('datadog'), named('./gone.mjs')]
    const facts = describeCallbacks(callbacks, ['console'], folder)
    expect(callbackLine(facts)).toBe('callbacks: console, ./mine.mjs (failures)')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
