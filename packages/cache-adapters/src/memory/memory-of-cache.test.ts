import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'

const mebibyte = 1024 * 1024
const maxBytes = 64 * mebibyte

/** Prints what the process holds more than at its start: with an empty cache, and after each of the fillings. */
const program = `
  import { memoryCache } from ${JSON.stringify(new URL('./memory-cache.ts', import.meta.url))}
  import { systemClock } from '@turnout/core'
  const held = () => {
    for (let n = 0; n < 3; n++) gc()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const source = Buffer.alloc(1 << 20, 'x')
  const sizes = { small: () => 20, mixed: (n) => n % 100 === 0 ? 50_000 : (n * 37) % 2_000 }
  const base = held()
  const cache = memoryCache(systemClock, { maxBytes: ${maxBytes} })
  const idle = held() - base
  const filled = Object.entries(sizes).map(([name, sizeOf]) => {
    for (let n = 0; n < 500_000; n++)
      cache.set([{ key: name.padEnd(56, '-') + n, value: source.subarray(0, sizeOf(n)), ttlMs: 1e9 }])
    return { held: held() - base, bytes: cache.bytes }
  })
  console.log(JSON.stringify({ idle, filled }))`

const measured = async (): Promise<{ idle: number; filled: { held: number; bytes: number }[] }> => {
  const args = ['--expose-gc', '--conditions=@turnout/source', '--input-type=module', '-e', program]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return JSON.parse(await text(child.stdout))
}

describe('the memory of a memoryCache', () => {
  it('is none at first, and stays near its bound after a million answers, small ones and then larger ones', async () => {
    const { idle, filled } = await measured()
    expect(idle).toBeLessThan(mebibyte / 4)
    for (const { held, bytes } of filled) {
      expect(bytes).toBeLessThanOrEqual(maxBytes)
      expect(bytes).toBeGreaterThan(0.99 * maxBytes)
      expect(held).toBeLessThan(1.05 * maxBytes)
    }
  }, 120_000)
})
