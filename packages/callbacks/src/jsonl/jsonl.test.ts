import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decisionBody, type RequestEnd, Secret } from '@turnout/core'
import { TestClock, testRuntime } from '@turnout/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { jsonl } from './jsonl.ts'
import { jsonlFactory } from './jsonl-factory.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-jsonl-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const steps: NonNullable<RequestEnd['steps']> = [{ type: 'wait', atMs: 1, waitMs: 2 }]
const events = [
  endOf({ steps }),
  endOf({ requestId: 'é\n"', model: '漢', attempts: [attemptOf('east', 'server')], failure: failureOf('server') }),
  endOf({ cache: { status: 'hit' }, attempts: [] }),
]
const parsed = (text: string): unknown[] => {
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

describe('jsonl', () => {
  it('adds one line a request to its file: the decision record', async () => {
    const path = join(folder, 'decisions.jsonl')
    for (const event of events) {
      const callback = jsonl({ path, steps: true })
      callback.on(event)
      callback.on(refusedOf('m', 'model-not-found'))
      await callback.close?.()
      expect(callback.losses?.()).toEqual({ dropped: 0, failed: 0 })
    }
    expect(parsed(readFileSync(path, 'utf8'))).toEqual(events.map(decisionBody))
  })

  it('lets go of its file at the end', async () => {
    const path = join(folder, 'decisions.jsonl')
    const callback = jsonl({ path })
    callback.on(endOf())
    await callback.close?.()
    renameSync(path, join(folder, 'moved'))
    callback.on(endOf())
    await callback.close?.()
    expect([path, join(folder, 'moved')].map((file) => parsed(readFileSync(file, 'utf8')).length)).toEqual([1, 1])
  })

  it('may go to any stream, without steps unless they are wanted', async () => {
    const written: string[] = []
    const sink = { write: (text: string | Uint8Array) => void written.push(String(text)), writableLength: 0 }
    const clock = new TestClock()
    const callback = jsonl({ sink, clock })
    expect([callback.wantsSteps, jsonl({ sink, clock, steps: true }).wantsSteps]).toEqual([false, true])
    callback.on(endOf({ steps }))
    await clock.advance(100)
    expect(parsed(written.join(''))).toEqual([decisionBody(endOf())])
  })

  it('drops and counts what a sink does not take, and tells it once', async () => {
    const warnings: string[] = []
    let fault: Error | undefined = new Error('ENOSPC')
    const clock = new TestClock()
    const sink = { write: (_: unknown, done: (error?: Error) => void) => done(fault), writableLength: 0 }
    const callback = jsonl({ sink, clock, warn: (message) => void warnings.push(message) })
    const some = async (): Promise<void> => {
      for (const event of events) callback.on(event)
      await clock.advance(100)
    }
    for (let i = 0; i < 3; i++) await some()
    fault = undefined
    await some()
    sink.writableLength = 2 * 1024 * 1024
    await some()
    expect(callback.losses?.()).toEqual({ dropped: 12, failed: 0 })
    sink.writableLength = 0
    await some()
    expect(warnings).toEqual([
      'jsonl: events are lost: they cannot be written',
      'jsonl: events are passed on again; 9 were lost',
      'jsonl: events are lost: they cannot be written',
      'jsonl: events are passed on again; 3 were lost',
    ])
  })
})

describe('jsonl of a configuration', () => {
  const made = async (settings: Record<string, string | boolean>, path?: string) => {
    const warnings: string[] = []
    const environment: Record<string, Secret> = path === undefined ? {} : { TURNOUT_JSONL_PATH: new Secret(path) }
    const warn = (message: string) => void warnings.push(message)
    const callback = await jsonlFactory({ name: 'jsonl', runtime: testRuntime(), environment, settings, warn })
    return { callback, warnings }
  }

  it('writes to the file of its settings, or of its variable', async () => {
    const { callback } = await made({ path: join(folder, 'a') }, join(folder, 'b'))
    callback?.on(endOf({ steps }))
    await callback?.close?.()
    const other = await made({ steps: true }, join(folder, 'b'))
    other.callback?.on(endOf({ steps }))
    await other.callback?.close?.()
    const texts = ['a', 'b'].map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(texts.flatMap(parsed)).toEqual([decisionBody(endOf()), decisionBody(endOf({ steps }))])
  })

  it('says where it cannot write, and writes when it can', async () => {
    const path = join(folder, 'later', 'decisions.jsonl')
    const { callback, warnings } = await made({ path })
    callback?.on(endOf())
    await callback?.close?.()
    expect(warnings).toEqual([`jsonl (${path}): events are lost: they cannot be written`])
    mkdirSync(join(folder, 'later'))
    callback?.on(endOf())
    await callback?.close?.()
    expect(parsed(readFileSync(path, 'utf8'))).toEqual([decisionBody(endOf())])
  })

  it('is none where no file is named', async () => {
    const { callback, warnings } = await made({})
    expect([callback, warnings]).toEqual([
      undefined,
      ['jsonl: nothing is written, because callback_settings.jsonl.path and TURNOUT_JSONL_PATH name no file'],
    ])
  })
})
