import type { GroupPoint, OperationName } from '@turnout/core'
import type { Ask } from './ask.ts'

/** A group as policies see it: an alias that the caller used may have entries of its own. */
export const pointOf = ({ model, group: asked }: Ask<OperationName>, group: string): GroupPoint =>
  group === asked && model !== group ? { group, alias: model } : { group }
