import { heldMs } from '../held.ts'
import { limitsLua } from './limits.ts'

/**
 * Takes the first option of which every claim fits. `KEYS[1]` has the ids that were cancelled, the others are limits.
 * ARGV: time, id, hold (ms), number of options; of each option its number of claims; of each claim the limit's place in
 * `KEYS`, amount, limit, window (ms; 0: held). Returns the option's place from 0, or -1 and how long until one may fit
 * (ms; `inf`: never).
 */
export const reserveLua = `${limitsLua}
-- A clock that was put back leaves entries that end too late: those count for one window from now.
local function mend(key, window)
  for _, entry in ipairs(redis.call('ZRANGEBYSCORE', key, now + window + 5000, '+inf')) do
    redis.call('ZADD', key, now + window, entry)
  end
end

local function wait(key, room)
  local left, at = used(key), 0
  while left > room do
    local some = redis.call('ZRANGEBYSCORE', key, '(0', '+inf', 'WITHSCORES', 'LIMIT', at, 100)
    if #some == 0 then return math.huge end
    for i = 1, #some, 2 do
      left = left - string.match(some[i], ':([^:]*)$')
      if left <= room then return some[i + 1] - now end
    end
    at = at + 100
  end
  return 0
end

local function wait_for(key, amount, limit, window)
  local room = limit - amount
  if used(key) <= room then return 0, true end
  if room < 0 then return math.huge, false end
  mend(key, window == 0 and ${heldMs} or window)
  if window == 0 then return 0, false end
  return wait(key, room), false
end

local id, hold = ARGV[2], tonumber(ARGV[3])

-- Options may share claims: it was this one only if all of it is there.
local function holds(claims)
  for _, claim in ipairs(claims) do
    local ends = redis.call('ZSCORE', claim[1], id .. ':' .. claim[2])
    if not ends or tonumber(ends) <= now then return false end
  end
  return #claims > 0
end

if redis.call('ZSCORE', KEYS[1], id) then return { -1, '0' } end
local options, at = {}, 5
for option = 1, tonumber(ARGV[4]) do
  local claims = {}
  for claim = 1, tonumber(ARGV[at]) do
    local i = at + claim * 4 - 3
    claims[claim] = { KEYS[tonumber(ARGV[i])], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]) }
  end
  at = at + 1 + ARGV[at] * 4
  options[option] = claims
  if holds(claims) then return { option - 1, '0' } end
end

local earliest = math.huge
for option, claims in ipairs(options) do
  local latest, fits = 0, true
  for _, claim in ipairs(claims) do
    local ms, fit = wait_for(claim[1], claim[2], claim[3], claim[4])
    latest, fits = math.max(latest, ms), fits and fit
  end
  if fits then
    for _, claim in ipairs(claims) do
      put(claim[1], id, claim[2], now + (claim[4] == 0 and hold or claim[4]))
    end
    return { option - 1, '0' }
  end
  earliest = math.min(earliest, latest)
end
return { -1, earliest == math.huge and 'inf' or tostring(math.ceil(earliest)) }
`
