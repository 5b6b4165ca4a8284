import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export interface ProcessFacts {
  readonly cpuSeconds: number
  readonly residentBytes: number
  readonly busySeconds: number
  readonly lagSeconds: number
}

/** A timer is this late where nothing is; it looks no more often. */
const resolutionMs = 20

/** What the process is doing; reading it begins a new time for the lag. */
export function processFacts(): () => ProcessFacts {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  return () => {
    const { user, system } = process.cpuUsage()
    const lagMs = Math.max(0, delay.max / 1e6 - resolutionMs)
    delay.reset()
    return {
      cpuSeconds: (user + system) / 1e6,
      residentBytes: process.memoryUsage.rss(),
      busySeconds: performance.eventLoopUtilization().active / 1000,
      lagSeconds: lagMs / 1000,
    }
  }
}
