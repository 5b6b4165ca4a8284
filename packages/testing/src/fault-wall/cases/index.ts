import type { FaultCase } from '../case.ts'
import { connecting } from './connecting.ts'
import { leavingClients } from './leaving-clients.ts'
import { oddBodies } from './odd-bodies.ts'
import { oddHeads } from './odd-heads.ts'
import { oddHttp } from './odd-http.ts'
import { oddStreams } from './odd-streams.ts'
import { refusals } from './refusals.ts'
import { streams } from './streams.ts'
import { wholeAnswers } from './whole-answers.ts'

/** The upstream fails. */
export const upstreamCases: readonly FaultCase[] = [
  ...connecting,
  ...wholeAnswers,
  ...streams,
  ...oddStreams,
  ...refusals,
  ...oddHttp,
]

/** The client does. */
export const clientCases: readonly FaultCase[] = [...leavingClients, ...oddBodies, ...oddHeads]
