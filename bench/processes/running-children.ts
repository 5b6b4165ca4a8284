import { type ChildProcess, spawn } from 'node:child_process'

const running = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

/** From here on the child ends with this process, however that ends: a shell waits for the end of a pipe from here. */
export const endWithMe = (child: ChildProcess): void => {
  running.add(child)
  const shell = spawn('sh', ['-c', 'read _; kill -9 "$1"', 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => undefined)
  child.on('exit', () => {
    running.delete(child)
    shell.kill('SIGKILL')
  })
}
