/** What a process that is gone held comes back after so long. */
export const heldMs = 15_000
