import { limitsLua } from './limits.ts'

/**
 * How much of limits is taken, counted as for a reservation. KEYS: limits. ARGV: time, then places in `KEYS`. Returns an
 * amount for each of these, in text: numbers of a script's answer lose what is after the point.
 */
export const peekLua = `${limitsLua}
local taken = {}
for i = 2, #ARGV do taken[i - 1] = string.format('%.17g', used(KEYS[tonumber(ARGV[i])])) end
return taken
`
