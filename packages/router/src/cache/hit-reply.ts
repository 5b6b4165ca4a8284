import type { Batch, Deployment, OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import { RequestLog } from '../engine/request-log.ts'
import type { Found } from './find.ts'
import { keptBatch } from './kept-batch.ts'
import { KeptReply } from './kept-reply.ts'

interface Hit<O extends OperationName> {
  readonly deployment: Deployment
  readonly group: string
  readonly cache: CacheMark
  readonly batch: Batch<O>
}

/** The reply of a request that nobody has to be asked for; its events are a start and an end. */
export function keptReply<O extends OperationName>(engine: Engine, ask: Ask<O>, hit: Hit<O>): Reply<O> {
  ask.cache = hit.cache
  const log = new RequestLog(engine, ask)
  const overheadMs = engine.runtime.clock.monotonicMs() - ask.startedMs
  log.overheadMs = overheadMs
  const { operation, requestId, scope } = ask
  ask.content?.note(hit.batch)
  return new KeptReply({ ...hit, operation, requestId, scope, overheadMs, log })
}

/** The same of one kept answer. */
export function hitReply<O extends OperationName>(
  engine: Engine,
  ask: Ask<O>,
  { answer, deployment, mark }: Found,
  similarity?: number,
): Reply<O> {
  const cache = similarity === undefined ? mark : { ...mark, similarity }
  return keptReply(engine, ask, { deployment, group: answer.group, cache, batch: keptBatch(ask, answer) })
}
