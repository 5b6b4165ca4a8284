import { limitsLua } from './limits.ts'

/**
 * Slices of limits. KEYS: limits. ARGV: time, the part of what remains that one slice may be (its divisor), then of each
 * slice the limit's place in `KEYS`, id, amount, limit and how long it counts (ms). Returns what was granted of each.
 */
export const leaseLua = `${limitsLua}
local granted = {}
for i = 3, #ARGV, 5 do
  local key, remains = KEYS[tonumber(ARGV[i])], ARGV[i + 3] - used(KEYS[tonumber(ARGV[i])])
  local amount = math.max(0, math.min(tonumber(ARGV[i + 2]), math.floor(remains / ARGV[2])))
  if amount > 0 then put(key, ARGV[i + 1], amount, now + ARGV[i + 4]) end
  granted[#granted + 1] = amount
end
return granted
`
