/**
 * Runs `run` when everything that was ready has run, without a turn of the event loop: Node looks at its queue of ticks
 * only when that of promises is empty (Node.js documentation, "process.nextTick()").
 */
export const whenDrained = (run: () => void): void => void drained.then(() => process.nextTick(run))

/** Cheaper than `queueMicrotask`, which makes a resource for `async_hooks` each time. */
const drained = Promise.resolve()
