import type { FaultCase } from '../case.ts'
import { connecting } from './connecting.ts'
import { oddHttp } from './odd-http.ts'
import { refusals } from './refusals.ts'
import { streams } from './streams.ts'
import { wholeAnswers } from './whole-answers.ts'

/** Every case, by family. */
export const upstreamCases: readonly FaultCase[] = [...connecting, ...wholeAnswers, ...streams, ...refusals, ...oddHttp]
