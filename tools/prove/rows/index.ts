import { clientRows } from './client-rows.ts'
import { configurationRows } from './configuration-rows.ts'
import { processRows } from './process-rows.ts'
import type { Row } from './row.ts'
import { storeRows } from './store-rows.ts'
import { upstreamRows } from './upstream-rows.ts'

export type { Row } from './row.ts'

/** The fault matrix: every way in which things are known to go wrong. */
export const rows: readonly Row[] = [...upstreamRows, ...clientRows, ...storeRows, ...configurationRows, ...processRows]
