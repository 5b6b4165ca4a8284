import type { RouterConfig } from '@turnout/core'

/** What a group setting may name: groups and aliases. */
export const groupsOf = ({ deployments, aliases }: RouterConfig): ReadonlySet<string> =>
  new Set([...deployments.map(({ group }) => group), ...Object.keys(aliases)])
