import type { Needs, Signal } from '@turnout/core'

/** What several parts of a strategy need together. Two parts may not call different signals the same. */
export function joinedNeeds(parts: readonly { readonly name: string; readonly needs: Needs }[]): Needs {
  const joined: Record<string, Signal<unknown>> = {}
  for (const { name, needs } of parts)
    for (const [called, signal] of Object.entries(needs)) {
      if ((joined[called] ?? signal) !== signal)
        throw new TypeError(`${name} and another part of firstOf both need a signal as ${called}, but not the same.`)
      joined[called] = signal
    }
  return joined
}
