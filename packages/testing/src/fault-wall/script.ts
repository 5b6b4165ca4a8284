/** What one side of a connection does, in order. Texts are sent as UTF-8. */
export type Step =
  | { readonly do: 'send'; readonly bytes: string | Uint8Array }
  /** Byte by byte. */
  | { readonly do: 'drip'; readonly bytes: string; readonly everyMs: number }
  /** The same bytes again and again, as fast as they are taken unless `everyMs` says otherwise. */
  | { readonly do: 'repeat'; readonly bytes: string | Uint8Array; readonly times: number; readonly everyMs: number }
  | { readonly do: 'pause'; readonly ms: number }
  /** Says that nothing more will come, in good order (FIN). */
  | { readonly do: 'end' }
  /** Breaks the connection (RST). */
  | { readonly do: 'reset' }

export type Script = readonly Step[]

export const send = (bytes: string | Uint8Array): Step => ({ do: 'send', bytes })
export const drip = (bytes: string, everyMs: number): Step => ({ do: 'drip', bytes, everyMs })
export const repeat = (bytes: string | Uint8Array, times: number, everyMs = 0): Step => ({
  ...{ do: 'repeat', bytes, times },
  everyMs,
})
export const pause = (ms: number): Step => ({ do: 'pause', ms })
export const end: Step = { do: 'end' }
export const reset: Step = { do: 'reset' }
