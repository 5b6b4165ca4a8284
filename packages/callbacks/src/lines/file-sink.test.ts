import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fileSink } from './file-sink.ts'
import type { LineSink } from './lines.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (sink: LineSink, text: string) =>
  new Promise<string>((resolve) => void sink.write(text, (error) => resolve(error ? 'lost' : 'written')))

it('adds to what is there', async () => {
  const file = join(folder, 'access.log')
  writeFileSync(file, 'before\n')
  const sink = fileSink(file)
  expect([await write(sink, 'a\n'), await write(sink, 'b\n')]).toEqual(['written', 'written'])
  expect(readFileSync(file, 'utf8')).toBe('before\na\nb\n')
})

it('tells what it could not write, and writes again when it can', async () => {
  const sink = fileSink(join(folder, 'later', 'access.log'))
  expect(await write(sink, 'a\n')).toBe('lost')
  mkdirSync(join(folder, 'now'))
  renameSync(join(folder, 'now'), join(folder, 'later'))
  expect([await write(sink, 'b\n'), sink.writableLength]).toEqual(['written', 0])
  expect(readFileSync(join(folder, 'later', 'access.log'), 'utf8')).toBe('b\n')
})

it('lets go of a file that it closes', async () => {
  const file = join(folder, 'access.log')
  const sink = fileSink(file)
  await write(sink, 'a\n')
  sink.close()
  renameSync(file, join(folder, 'moved.log'))
  await write(sink, 'b\n')
  sink.close()
  expect(['access.log', 'moved.log'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['b\n', 'a\n'])
})
