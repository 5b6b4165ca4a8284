import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { hasProc } from './read-proc.ts'
import { cpuMicrosBetween, cpuTimesOf, peakBytesOf, residentBytesOf } from './usage.ts'

const burn = (milliseconds: number): void => {
  const { user, system } = process.cpuUsage()
  for (;;) {
    const now = process.cpuUsage()
    if (now.user + now.system - user - system >= milliseconds * 1_000) return
  }
}

test('a thread that began counts, one that ended does not', () => {
  const before = new Map([
    ['1', 100],
    ['2', 50],
  ])
  const after = new Map([
    ['1', 130],
    ['3', 7],
  ])
  expect(cpuMicrosBetween(before, after)).toBe(37)
})

test.runIf(hasProc())('this process costs what it says itself that it costs', () => {
  const { user, system } = process.cpuUsage()
  const [before = new Map()] = cpuTimesOf([process.pid])
  burn(200)
  const [after = new Map()] = cpuTimesOf([process.pid])
  const now = process.cpuUsage()
  const own = now.user + now.system - user - system
  expect(cpuMicrosBetween(before, after) / own).toBeGreaterThan(0.9)
  expect(cpuMicrosBetween(before, after) / own).toBeLessThan(1.05)
})

test('a grandchild counts', async () => {
  const work = "for(;process.cpuUsage().user<3e5;);console.log('done');setInterval(()=>0,1e3)"
  const script = `require('node:child_process').spawn(process.execPath,['-e',${JSON.stringify(work)}],{stdio:['ignore','inherit','ignore']})`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  try {
    await once(child.stdout, 'data')
    const [times = new Map()] = cpuTimesOf([child.pid ?? 0])
    expect(cpuMicrosBetween(new Map(), times)).toBeGreaterThan(250_000)
    expect(residentBytesOf(child.pid ?? 0)).toBeGreaterThan(40e6)
    expect(peakBytesOf(child.pid ?? 0)).toBeGreaterThanOrEqual(residentBytesOf(child.pid ?? 0))
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  }
}, 60_000)
