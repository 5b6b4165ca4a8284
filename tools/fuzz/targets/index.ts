import type { Target } from '../target.ts'
import { baseUrl } from './base-url.ts'
import { configFile } from './config-file.ts'
import { decoderMemory } from './decoder-memory.ts'
import { errorInside } from './error-inside.ts'
import { errorPattern } from './error-pattern.ts'
import { failure } from './failure.ts'
import { ndjson } from './ndjson.ts'
import { replyHeadersOf } from './reply-headers.ts'
import { requestBody } from './request-body.ts'
import { requestHeaders } from './request-headers.ts'
import { retryAfter } from './retry-after.ts'
import { sse } from './sse.ts'

export const targets: readonly Target[] = [
  ...[sse, ndjson, decoderMemory, failure, errorInside, errorPattern, retryAfter],
  ...[baseUrl, requestBody, requestHeaders, replyHeadersOf, configFile],
]
