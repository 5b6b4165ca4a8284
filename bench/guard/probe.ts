import { PerformanceObserver } from 'node:perf_hooks'

/** What a proxy under guard tells, when asked. */
export interface Heap {
  /** What lives, and what is garbage by now. */
  readonly bytes: number
  /** Outside of the heap: buffers. */
  readonly buffers: number
  /** Since the start. */
  readonly collections: number
}

let collections = 0
new PerformanceObserver((list) => {
  collections += list.getEntries().length
}).observe({ entryTypes: ['gc'] })

// Preloaded into `turnout serve`. The channel alone is not to keep it running.
process.on('message', (question) => {
  if (question === 'collect') globalThis.gc?.()
  // Later: collections are told on the next turns.
  setTimeout(() => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    process.send?.({ bytes: heapUsed, buffers: arrayBuffers, collections } satisfies Heap)
  }, 20)
})
process.channel?.unref()
