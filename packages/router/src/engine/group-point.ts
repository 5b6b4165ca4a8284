import type { GroupPoint, OperationName } from '@turnout/core'
import type { Ask } from './ask.ts'

/** A group as policies see it: an alias that the caller used, or a name that fitted a pattern, may have its own entries. */
export function pointOf(
  { model, group: asked, wildcard }: Pick<Ask<OperationName>, 'model' | 'group' | 'wildcard'>,
  group: string,
): GroupPoint {
  const alias = wildcard?.name ?? (group === asked ? model : undefined)
  return alias === undefined || alias === group ? { group } : { group, alias }
}
