/** When requests arrive that know nothing of each other, in ms from the start: so many a second, for so long. */
export const poissonArrivals = (perSecond: number, durationMs: number, random: () => number): readonly number[] => {
  const arrivals: number[] = []
  const meanGapMs = 1_000 / perSecond
  for (let atMs = 0; ; arrivals.push(atMs)) {
    atMs -= Math.log(1 - random()) * meanGapMs
    if (atMs >= durationMs) return arrivals
  }
}
