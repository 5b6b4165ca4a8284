import { setTimeout as wait } from 'node:timers/promises'
import { serveTurnout } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
import { groupsAt, startLoadUpstream } from './upstreams.ts'

const streams = 200
/** A stream of the upstream, the delay, and what a process takes to end. */
const [streamSeconds, delaySeconds, endSeconds] = [3, 1, 1]

/** SIGTERM while so many streams run. */
export async function drain(): Promise<readonly Figure[]> {
  const upstream = await startLoadUpstream()
  const config = { ...groupsAt(upstream.base, ['slow']), general_settings: { drain_delay: delaySeconds } }
  const turnout = await serveTurnout(JSON.stringify(config))
  const body = JSON.stringify({ model: 'slow', stream: true, messages: [{ role: 'user', content: 'hi' }] })
  try {
    const begun = await Promise.all(
      Array.from({ length: streams }, () => fetch(`${turnout.url}/v1/chat/completions`, { method: 'POST', body })),
    )
    const texts = begun.map((response) => response.text().catch(() => 'reset'))
    await wait(200)
    const startedMs = performance.now()
    const code = await turnout.stop()
    const seconds = (performance.now() - startedMs) / 1_000
    const whole = (await Promise.all(texts)).filter((text) => text.endsWith('data: [DONE]\n\n')).length
    return [
      { what: `of ${streams} streams not whole`, unit: '', most: 0, is: streams - whole },
      {
        what: `until its end, where streams take ${streamSeconds} s`,
        unit: ' s',
        most: streamSeconds + delaySeconds + endSeconds,
        is: seconds,
      },
      { what: 'exit code', unit: '', most: 0, is: code ?? 1 },
    ]
  } finally {
    turnout.signal('SIGKILL')
    await upstream.stop()
  }
}
