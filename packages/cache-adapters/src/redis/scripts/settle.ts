import { limitsLua } from './limits.ts'

/**
 * Ends a reservation. `KEYS[1]` has the ids that were cancelled, the others are limits. ARGV: time, id, how long it is to
 * be known as cancelled (ms; 0: it is not), then of each claim the limit's place in `KEYS`, the reserved amount, the
 * window (ms; 0: held) and what was used (empty: as reserved). What was used beyond the reservation counts from now on.
 */
export const settleLua = `${limitsLua}
local id, cancelled = ARGV[2], tonumber(ARGV[3])
if cancelled > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  redis.call('ZADD', KEYS[1], now + cancelled, id)
  redis.call('PEXPIRE', KEYS[1], cancelled + 60000)
end
for i = 4, #ARGV, 4 do
  local key, amount, window = KEYS[tonumber(ARGV[i])], ARGV[i + 1], tonumber(ARGV[i + 2])
  local actual = tonumber(ARGV[i + 3])
  if window == 0 then
    change(key, id, amount, 0)
  elseif actual and actual > tonumber(amount) then
    local debt = id .. '+:' .. (actual - amount)
    if not redis.call('ZSCORE', key, debt) then put(key, id .. '+', actual - amount, now + window) end
  elseif actual and actual < tonumber(amount) then
    change(key, id, amount, actual)
  end
end
`
