import { defineSignal } from '@turnout/core'

/** Attempts now running on a deployment. Known by attempt id, so that ending one twice counts once. */
export const inFlight = defineSignal<number>({
  name: 'in-flight',
  bind() {
    const attempts = new Set<string>()
    return {
      start: ({ attemptId }) => void attempts.add(attemptId),
      end: ({ attemptId }) => void attempts.delete(attemptId),
      value: () => attempts.size,
    }
  },
})
