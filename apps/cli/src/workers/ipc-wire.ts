import type { Worker as ClusterWorker } from 'node:cluster'
import type { Wire } from '@turnout/cache-adapters/cluster'
import { isJsonObject, type JsonObject } from '@turnout/core'

/** The channel between a process and one that it started, from either end. What is said in one turn is one message. */
export function ipcWire(end: NodeJS.Process | ClusterWorker): Wire {
  const listeners = new Set<(message: JsonObject) => void>()
  let saying: object[] = []
  const flush = () => {
    const batch = saying
    saying = []
    // Who is gone hears nothing; that it is gone is told elsewhere.
    end.send?.(batch, undefined, undefined, () => {})
  }
  end.on('message', (batch: unknown) => {
    if (!Array.isArray(batch)) return
    for (const message of batch) if (isJsonObject(message)) for (const hear of listeners) hear(message)
  })
  return {
    send(message) {
      if (saying.push(message) === 1) setImmediate(flush)
    },
    listen(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
}
