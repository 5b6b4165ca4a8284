import type { FaultCase } from '../case.ts'
import { connecting } from './connecting.ts'
import { leavingClients } from './leaving-clients.ts'
import { oddHttp } from './odd-http.ts'
import { oddRequests } from './odd-requests.ts'
import { refusals } from './refusals.ts'
import { streams } from './streams.ts'
import { wholeAnswers } from './whole-answers.ts'

/** The upstream fails. */
export const upstreamCases: readonly FaultCase[] = [...connecting, ...wholeAnswers, ...streams, ...refusals, ...oddHttp]

/** The client does. */
export const clientCases: readonly FaultCase[] = [...leavingClients, ...oddRequests]
