import type { Callback, CallbackSettings, Runtime } from '@turnout/core'
import { callbackSource } from './callback-source.ts'
import { hearing } from './hearing.ts'
import { warnOnce, warnOnProcess } from './warn-once.ts'

/** One callback of a configuration. */
interface Made {
  /** What it was made of. */
  readonly of: string
  readonly hears: CallbackSettings['hears']
  /** Undefined where it cannot work, which it has warned of. */
  readonly callback: Callback | undefined
  /** The same, told only of what the configuration says. */
  readonly heard: Callback | undefined
}

type ByName = ReadonlyMap<string, Made>

/** The callbacks of a configuration that is to serve. */
export interface PreparedCallbacks {
  readonly callbacks: readonly Callback[]
  /** It serves: those before it that are not among these are closed. */
  take(): void
  /** It does not: those that were made for it are closed. */
  leave(): void
}

/** The callbacks that configurations name: each is made once, and lives on while what it is made of is the same. */
export class ConfiguredCallbacks {
  readonly #folder: string | undefined
  readonly #tell: (message: string) => void
  readonly #tellOnce: (message: string) => void
  #serving: ByName = new Map()

  constructor(folder?: string, onWarning: (message: string) => void = warnOnProcess) {
    this.#folder = folder
    this.#tell = onWarning
    this.#tellOnce = warnOnce(onWarning)
  }

  /** Rejects, and leaves nothing behind, where one cannot be made. */
  async prepare(settings: readonly CallbackSettings[], runtime: Runtime): Promise<PreparedCallbacks> {
    const next = new Map<string, Made>()
    const serving = this.#serving
    try {
      for (const one of settings) {
        const made = await this.#made(one, runtime)
        if (made) next.set(one.name, made)
      }
    } catch (error) {
      closeThose(next, serving)
      throw error
    }
    return {
      callbacks: [...next.values()].flatMap(({ heard }) => heard ?? []),
      take: () => {
        this.#serving = next
        closeThose(serving, next)
      },
      leave: () => closeThose(next, serving),
    }
  }

  async #made(one: CallbackSettings, runtime: Runtime): Promise<Made | undefined> {
    const { name, hears, settings, environment } = one
    const source = await callbackSource(one, this.#folder)
    if (!source) return undefined
    const variables = Object.entries(environment).map(([variable, secret]) => [variable, secret.reveal()])
    const of = JSON.stringify([source.id, settings, variables.toSorted()])
    const before = this.#serving.get(name)
    if (before?.of === of && before.hears === hears) return before
    // What is wrong with its settings is the same at each reload; what happens later is news each time.
    let tell = this.#tellOnce
    const warn = (message: string) => tell(message.startsWith(name) ? message : `${name}: ${message}`)
    const callback =
      before?.of === of ? before.callback : await source.make({ name, runtime, environment, settings, warn })
    tell = this.#tell
    return { of, hears, callback, heard: callback && hearing(hears, callback) }
  }
}

/** Closes those that are not among the others. Nobody waits for it. */
function closeThose(those: ByName, others: ByName): void {
  const kept = new Set([...others.values()].map(({ callback }) => callback))
  for (const { callback } of those.values()) if (callback && !kept.has(callback)) void close(callback)
}

async function close(callback: Callback): Promise<void> {
  try {
    await callback.close?.()
  } catch {
    // As with events: its failure is its own.
  }
}
