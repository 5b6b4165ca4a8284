import type { OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import { route } from '../engine/route.ts'
import type { Answers } from './answers.ts'
import type { Plan } from './plan.ts'

/** A request that the cache has no answer to: by itself, or with others who ask the same now. */
export const askedFor = <O extends OperationName>(
  engine: Engine,
  { flights }: Answers,
  { reads, stores }: Plan,
  ask: Ask<O>,
  key: string,
): Promise<Reply<O>> => (flights && reads && stores ? flights.join(engine, ask, key) : route(engine, () => ask))
