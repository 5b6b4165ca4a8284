import { defineSignal } from '@turnout/core'

/** When the latest attempt started (monotonic ms); long ago where none has. */
export const lastStart = defineSignal<number>({
  name: 'last-start',
  bind() {
    let lastMs = -Infinity
    return {
      start({ atMs }) {
        lastMs = atMs
      },
      value: () => lastMs,
    }
  },
})
