import { limitsLua } from './limits.ts'

/**
 * Counts what was used without a reservation, and holds for longer what is held. KEYS: limits. ARGV: time, then of each
 * entry the limit's place in `KEYS`, id, amount and how long it counts from now on (ms).
 */
export const putLua = `${limitsLua}
for i = 2, #ARGV, 4 do
  put(KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2], now + ARGV[i + 3])
end
`
