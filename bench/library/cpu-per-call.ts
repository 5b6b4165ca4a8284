/** CPU time of one call in ns, garbage collection included: calls one after the other until so much CPU time is used. */
export const cpuPerCall = async (call: () => Promise<unknown>, cpuMs: number, batch = 200): Promise<number> => {
  const before = process.cpuUsage()
  for (let calls = 0; ; ) {
    for (let left = batch; left > 0; left--) await call()
    calls += batch
    const { user, system } = process.cpuUsage(before)
    if (user + system >= cpuMs * 1_000) return ((user + system) * 1_000) / calls
  }
}
