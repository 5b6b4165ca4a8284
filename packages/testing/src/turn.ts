/** Gives up the event loop once, so that what is ready runs. The only real waiting in this package. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
