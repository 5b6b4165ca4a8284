import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

/** From here on the child ends with this process, however that ends. */
export const endWithMe = (child: ChildProcess): void => {
  running.add(child)
  child.on('exit', () => running.delete(child))
}
