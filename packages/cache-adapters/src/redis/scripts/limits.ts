/**
 * What every script begins with. One limit is one sorted set, so that nothing of it can expire or be evicted alone:
 * members `id:amount` by the time at which they no longer count (ms), and before them `=`, whose score is what they
 * add up to, negative. `ARGV[1]` is a time for tests; usually empty, and the server's own time counts.
 */
export const limitsLua = `
local time = ARGV[1] == '' and redis.call('TIME')
local now = time and time[1] * 1000 + time[2] / 1000 or tonumber(ARGV[1])

-- A sum below nothing would look like an entry, where it stands; it counts as nothing.
local function used(key)
  local total = -(redis.call('ZSCORE', key, '=') or 0)
  if total < 0 then redis.call('ZADD', key, 0, '=') end
  local gone = redis.call('ZRANGEBYSCORE', key, '(0', now)
  if #gone > 0 then
    for _, entry in ipairs(gone) do total = total - string.match(entry, ':([^:]*)$') end
    redis.call('ZREMRANGEBYSCORE', key, '(0', now)
  end
  if #gone > 0 or total < 0 then redis.call('ZADD', key, -total, '=') end
  return math.max(0, total)
end

-- The same entry counts once, and to its later end.
local function put(key, id, amount, ends)
  if ends <= now then return end
  local entry = id .. ':' .. amount
  if redis.call('ZADD', key, ends, entry) == 1 then redis.call('ZINCRBY', key, -amount, '=') end
  if redis.call('PTTL', key) < ends - now + 30000 then
    redis.call('PEXPIRE', key, math.ceil(ends - now + 60000))
  end
end

-- What counts now as one amount counts as another from now on; nothing, if it does not count any more.
local function change(key, id, amount, becomes)
  local entry = id .. ':' .. amount
  local ends = tonumber(redis.call('ZSCORE', key, entry) or 0)
  if ends <= now then return end
  redis.call('ZREM', key, entry)
  local added = becomes ~= 0 and redis.call('ZADD', key, ends, id .. ':' .. becomes) == 1
  redis.call('ZINCRBY', key, amount - (added and becomes or 0), '=')
end
`
