import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { clientCases, gateway, type Report, runWall, startUpstream, upstreamCases } from '@turnout/testing/fault-wall'
import { portkey } from '../../bench/peers/portkey.ts'

const longestStartMs = 30_000

/** The wall on Portkey's gateway as npm has it, started anew after each case that it did not stand. Undefined where it is not installed. */
export async function portkeyWall(): Promise<{ readonly title: string; readonly report: Report } | undefined> {
  if (portkey.absent?.() || !portkey.command) return undefined
  const { command, args, env, port } = await portkey.command({ upstreamPort: 0, sinkPort: 0 })
  const url = `http://127.0.0.1:${port}`
  const start = async () => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
    const endMs = performance.now() + longestStartMs
    while (
      !(await fetch(url).then(
        () => true,
        () => false,
      )) &&
      performance.now() < endMs
    )
      await wait(100)
    return child
  }
  let child = await start()
  const stop = async () => {
    const over = once(child, 'exit')
    child.kill('SIGKILL')
    await over
  }
  const upstream = await startUpstream()
  try {
    const headers = [
      ...['x-portkey-provider: openai', 'x-portkey-custom-host: {upstream}/v1', 'x-portkey-request-timeout: 1000'],
      'authorization: Bearer sk-any',
    ]
    const report = await runWall(gateway(url, { model: 'wall', headers }), upstream, {
      ...{ cases: [...upstreamCases, ...clientCases], everyDoor: true },
      async revive() {
        await stop()
        child = await start()
      },
    })
    return { title: portkey.title, report }
  } finally {
    await stop()
    await upstream.stop()
  }
}
