/** How many there are to share with, and which of them this one is, from 0. */
export interface Part {
  readonly count: number
  readonly rank: number
}

/** A part of a limit, so that all parts together are the limit: what does not divide goes to the first ones. */
export function shareOf(limit: number, { count, rank }: Part): number {
  const left = limit % count
  return Math.floor(limit / count) + (rank < left ? Math.min(1, left - rank) : 0)
}
