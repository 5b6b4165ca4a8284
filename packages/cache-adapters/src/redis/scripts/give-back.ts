import { limitsLua } from './limits.ts'

/**
 * What was not spent of slices. KEYS: limits. ARGV: time, then of each slice the limit's place in `KEYS`, id, what was
 * granted and how much of it is not needed.
 */
export const giveBackLua = `${limitsLua}
for i = 2, #ARGV, 4 do
  change(KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2], ARGV[i + 2] - ARGV[i + 3])
end
`
