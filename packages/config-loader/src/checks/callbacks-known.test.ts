import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Callbacks, checkCallbacks } from './callbacks-known.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-'))
  for (const name of ['mine.mjs', 'handlers.py']) writeFileSync(join(folder, name), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const known = ['console', 'webhook']
const said = (name: string, callbacks: Partial<Callbacks> = {}) =>
  checkCallbacks({ litellm_settings: { success_callback: ['console', name] } }, { known, folder, ...callbacks })

describe('checkCallbacks', () => {
  it('has nothing against one that is there, under any of its names', () => {
    for (const name of ['console', 'webhook', 'generic_api', './mine.mjs', 'file:mine.mjs'])
      expect(said(name)).toEqual([])
    const callback_settings = { audit: { callback_type: 'generic_api' } }
    expect(checkCallbacks({ litellm_settings: { callbacks: ['audit'] }, callback_settings }, { known })).toEqual([])
  })

  it('takes a name of LiteLLM that nobody answers to, at its place', () => {
    expect(said('datadog')).toEqual([
      {
        ...{ level: 'note', code: 'without-effect', path: ['litellm_settings', 'success_callback', 1] },
        message: 'The callback datadog is accepted; it has no effect yet.',
      },
    ])
  })

  it('warns of one that somebody relies on', () => {
    expect(said('presidio')).toMatchObject([{ level: 'warning', code: 'without-protection' }])
  })

  it('warns of a name that nobody knows, and says what was meant', () => {
    expect(said('datadg')).toMatchObject([{ level: 'warning', code: 'unknown-callback', suggestion: 'datadog' }])
    expect(said('webhok')).toMatchObject([{ suggestion: 'webhook' }])
    expect(said('handlers.mine')[0]?.code).toBe('python-callback')
    expect(said('others.mine')).toMatchObject([{ level: 'warning', code: 'unknown-callback' }])
  })

  it('says what to do with Python', () => {
    expect(said('handlers.mine')[0]?.message).toBe(
      'The callback handlers.mine is Python, which is not run here. Write ./handlers as a module (.mjs, .ts), with its export mine as the callback.',
    )
  })

  it('refuses a path that leads nowhere, or that starts nowhere', () => {
    expect(said('./gone.mjs')).toMatchObject([
      {
        level: 'error',
        code: 'bad-callback',
        message: 'The callback ./gone.mjs cannot be taken. The file is not there.',
      },
    ])
    expect(said('./mine.mjs', { folder: undefined })).toMatchObject([{ level: 'error', code: 'bad-callback' }])
    expect(said('handlers.mine', { folder: undefined })).toMatchObject([{ code: 'unknown-callback' }])
  })

  it('tells no variable', () => {
    const shown = () => 'the value of the variable X'
    for (const name of ['handlers.py', './gone.mjs', 'datadg'])
      expect(said(name, { shown })[0]?.message).not.toMatch(/handlers|gone|datadg/)
  })
})
