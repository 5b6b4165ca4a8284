import { paramOf } from '@turnout/core'

/**
 * What `drop_params` never leaves out: without it the answer would be to another question. Of these, tools and formats
 * may be left out by name (`additional_drop_params`).
 */
const essential: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'prompt', 'input', 'stream'],
  ...['tools', 'functions', 'response_format'],
])

export const isEssential = (path: string): boolean => essential.has(paramOf(path))
