import type { Socket } from 'node:net'
import { type Door, type Doors, openDoors } from './doors.ts'
import { nowMs } from './passing-time.ts'
import { play } from './play.ts'
import { requestReader } from './request-reader.ts'
import type { Script } from './script.ts'

/** A request that reached the upstream, and what became of it. */
export interface Arrival {
  readonly door: Door
  readonly atMs: number
  /** As it came; of one that was answered early, the head alone. */
  readonly text: string
  /** All that the script has to say was said. */
  told: boolean
  /** When the connection was gone. */
  closedMs?: number
  /** Bytes that went out on the connection so far. */
  sentBytes(): number
}

/** What the upstream does for one case, and what it saw. */
export interface Slot {
  readonly arrivals: readonly Arrival[]
  /** To be used as the base URL of a provider, without `/v1`. */
  readonly base: string
}

interface Plan {
  readonly scripts: readonly Script[]
  readonly early: boolean
  readonly arrivals: Arrival[]
}

/** An upstream that does what scripts say, byte by byte. */
export interface Upstream {
  readonly doors: Doors
  /** What requests under this path get. Those under no such path get what was set last. */
  set(path: string, door: Door, scripts: readonly Script[], early?: boolean): Slot
  stop(): Promise<void>
}

export async function startUpstream(port = 0): Promise<Upstream> {
  const plans = new Map<string, Plan>()
  let latest: Plan | undefined
  const planOf = (text: string): Plan | undefined => plans.get(/^\S+ \/([^/]+)\//.exec(text)?.[1] ?? '') ?? latest

  const hear = (socket: Socket, door: Door): void => {
    const here: Arrival[] = []
    socket.once('close', () => {
      for (const arrival of here) arrival.closedMs = nowMs()
    })
    const arrived = async (plan: Plan, text: string): Promise<void> => {
      const arrival: Arrival = { door, atMs: nowMs(), text, told: false, sentBytes: () => socket.bytesWritten }
      const script = plan.scripts[Math.min(plan.arrivals.length, plan.scripts.length - 1)] ?? []
      plan.arrivals.push(arrival)
      here.push(arrival)
      await play(script, socket)
      arrival.told = !socket.destroyed
    }
    const read = requestReader({
      head(text) {
        const plan = planOf(text)
        if (plan?.early) void arrived(plan, text)
        return plan?.early === true
      },
      whole(text) {
        const plan = planOf(text)
        if (plan) void arrived(plan, text)
      },
    })
    socket.on('data', read).on('end', () => socket.end())
  }
  const doors = await openDoors(hear, port)
  return {
    doors,
    set(path, door, scripts, early = false) {
      latest = { scripts, early, arrivals: [] }
      plans.set(path, latest)
      return { arrivals: latest.arrivals, base: `${doors.origin(door)}/${path}` }
    },
    stop: () => doors.stop(),
  }
}
