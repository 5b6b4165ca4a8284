/** How many there are to share with, and which of them this one is, from 0. */
export interface Part {
  readonly count: number
  readonly rank: number
}

/** A part of a limit, so that all parts together are the limit: what does not divide goes to the first ones. */
export const shareOf = (limit: number, { count, rank }: Part): number =>
  Math.floor(limit / count) + (rank < limit % count ? 1 : 0)
