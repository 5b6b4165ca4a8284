import type { World } from '../world.ts'
import { factOf } from './fact-of.ts'

const promising: ReadonlySet<string> = new Set([
  ...['usage-based-routing', 'usage-based-routing-v2', 'latency-based-routing', 'cost-based-routing'],
])

/** Whether `rpm` and `tpm` are promises in this world. */
export function promisesWindows({ file: { router_settings } }: World): boolean {
  const { routing_strategy, routing_strategy_args, optional_pre_call_checks = [] } = router_settings
  if (optional_pre_call_checks.length > 0 || promising.has(routing_strategy)) return true
  return promising.has(String(routing_strategy_args?.['prefer']))
}

/** How many times a limit may be taken: while the store is lost, and when it comes back, instances know only their own. */
export const timesOver = factOf(({ store, happenings }) => {
  if (store.faults.length === 0) return 1
  if (store.onStoreError === 'open') return Infinity
  return 2 + happenings.filter(({ does }) => does === 'crash' || does === 'close').length
})

/** Most amounts within any window of this length: entries are in the order of their times. */
export function mostWithin(entries: readonly { readonly atMs: number; readonly amount: number }[], ms: number): number {
  let [most, sum, first] = [0, 0, 0]
  for (const { atMs, amount } of entries) {
    sum += amount
    for (let oldest = entries[first]; oldest && oldest.atMs <= atMs - ms; oldest = entries[++first])
      sum -= oldest.amount
    most = Math.max(most, sum)
  }
  return most
}
