import cluster from 'node:cluster'
import type { WorkerProcess } from './hand.ts'
import { ipcWire } from './ipc-wire.ts'
import { taskAsEnv, type WorkerTask } from './worker-task.ts'

/**
 * Starts this command once more, as a worker of this process. Workers take their connections themselves: one that the
 * primary had handed to a worker that dies would hang for ever.
 */
export function forked(task: WorkerTask): WorkerProcess {
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const worker = cluster.fork(taskAsEnv(task))
  return {
    pid: worker.process.pid,
    wire: ipcWire(worker),
    kill: () => void worker.process.kill('SIGKILL'),
    onEnd(hear) {
      worker.on('exit', (code, signal) => hear({ code, signal }))
      worker.on('error', () => {
        if (worker.process.pid === undefined) hear({ code: null, signal: null })
      })
    },
  }
}
