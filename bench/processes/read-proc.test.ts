import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { treeOf } from './process-tree.ts'
import { readProc } from './read-proc.ts'

const proc = mkdtempSync(join(tmpdir(), 'bench-proc-'))
afterAll(() => rmSync(proc, { recursive: true }))

const write = (pid: number, parent: number, name: string, threads: Record<string, string>): void => {
  mkdirSync(join(proc, `${pid}/task`), { recursive: true })
  writeFileSync(join(proc, `${pid}/stat`), `${pid} (${name}) S ${parent} 1 1 0 -1`)
  writeFileSync(join(proc, `${pid}/status`), 'Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n')
  for (const [thread, schedstat] of Object.entries(threads)) {
    mkdirSync(join(proc, `${pid}/task/${thread}`))
    writeFileSync(join(proc, `${pid}/task/${thread}/schedstat`), schedstat)
  }
}
write(10, 1, 'primary', { 10: '5000 1 2\n', 11: '7000 1 2\n' })
write(20, 10, 'a) S 99 (worker', { 20: '1500 0 1\n' })
write(30, 20, 'grandchild', { 30: '1 0 1\n' })
write(40, 1, 'stranger', { 40: '9 0 1\n' })
mkdirSync(join(proc, '50'))

test('parents, threads and memory are read, whatever a process is called', () => {
  const all = readProc(proc)
  expect([...all.keys()].sort()).toEqual([10, 20, 30, 40])
  expect(all.get(20)?.parent).toBe(10)
  expect(all.get(10)?.threads()).toEqual(new Map([['10', 5], ['11', 7]])) // biome-ignore format: pairs
  expect(all.get(10)?.residentBytes()).toBe(1_048_576)
  expect(all.get(10)?.peakBytes()).toBe(2_097_152)
})

test('a tree is a process with its descendants, and nobody else', () => {
  expect([...treeOf(10, readProc(proc))].sort()).toEqual([10, 20, 30])
})
