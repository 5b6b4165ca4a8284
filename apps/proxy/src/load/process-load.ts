import { performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** What a process has done so far, and what it holds. */
export interface ProcessLoad {
  /** Turns of the event loop. */
  readonly turns: number
  /** How long it had something to do in them. */
  readonly busyMs: number
  /** The part of its memory that is in use, garbage included. */
  readonly memory: number
}

/** Of this process. Memory is that of the heap, or of the container, whose end nobody is told of: `processes` like it share that. */
export function processLoad(processes = 1): () => ProcessLoad {
  const containerBytes = containerLimit() / processes
  return () => {
    const { used_heap_size, heap_size_limit } = getHeapStatistics()
    const ofContainer = containerBytes === Infinity ? 0 : process.memoryUsage.rss() / containerBytes
    return {
      turns: performance.nodeTiming.uvMetricsInfo.loopCount,
      busyMs: performance.eventLoopUtilization().active,
      memory: Math.max(used_heap_size / heap_size_limit, ofContainer),
    }
  }
}

/** Without one, 0 or more than any machine has is said. */
function containerLimit(): number {
  const bytes = process.constrainedMemory()
  return bytes > 0 && bytes < 2 ** 50 ? bytes : Infinity
}
