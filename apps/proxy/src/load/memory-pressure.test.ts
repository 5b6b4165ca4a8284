import { beforeEach, expect, it } from 'vitest'
import { MemoryPressure } from './memory-pressure.ts'

let used: number
let garbage: number
let collections: number
let memory: MemoryPressure

beforeEach(() => {
  ;[used, garbage, collections] = [0.5, 0, 0]
  memory = new MemoryPressure({
    used: () => used + garbage,
    collect() {
      collections++
      garbage = 0
    },
  })
})

it('is fine while there is room, and nothing is collected for it', () => {
  expect(memory.see(0, 0.9)).toBe('fine')
  expect(collections).toBe(0)
})

it('is fine where garbage fills it', () => {
  garbage = 0.45
  expect(memory.see(0, 0.9)).toBe('fine')
  expect(collections).toBe(1)
})

it('is full where it is in use, until there is clearly less', () => {
  used = 0.91
  expect(memory.see(0, 0.9)).toBe('full')
  used = 0.88
  expect(memory.see(200, 0.9)).toBe('full')
  used = 0.85
  expect(memory.see(400, 0.9)).toBe('fine')
})

it('is exhausted where it stays full for ten seconds, and collects every five', () => {
  used = 0.95
  for (let ms = 0; ms < 10_000; ms += 200) expect(memory.see(ms, 0.9)).toBe('full')
  expect(collections).toBe(2)
  expect(memory.see(10_000, 0.9)).toBe('exhausted')
})

it('is full again from the start after a time in which it was not', () => {
  used = 0.95
  memory.see(0, 0.9)
  used = 0.1
  memory.see(9_000, 0.9)
  used = 0.95
  expect(memory.see(11_000, 0.9)).toBe('full')
})
