import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configText, temporaryFile } from './config-file.ts'

const count = (text: string, word: string): number => text.split(word).length - 1

test('as many deployments in the group that is asked, and as many other groups, as said', () => {
  const text = configText(1, { deployments: 10, otherGroups: 4 })
  expect(count(text, 'model_name: bench\n')).toBe(10)
  expect(count(text, 'model_name: bench-paced\n')).toBe(1)
  expect(count(text, 'model_name: other-')).toBe(4)
  expect(new Set(text.match(/sk-bench.*/g)).size).toBe(10)
})

test('limits and a store only where they are asked for', () => {
  expect(configText(1, {})).not.toContain('rpm')
  expect(configText(1, { limits: {} })).not.toContain('redis')
  expect(configText(1, { limits: { redisUrl: 'redis://x' } })).toContain("redis: 'redis://x'")
})

test('a cache only where it is asked for', () => {
  expect(configText(1, {})).not.toContain('cache')
  expect(configText(1, { keeps: true })).toContain('cache: true')
})

test('the file is there, with its name', () => {
  const file = temporaryFile('a.yaml', 'text')
  expect(file.endsWith('a.yaml') && existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('text')
})
