import type { Transport } from '@turnout/core'
import { onTestFinished } from 'vitest'
import { http1Transport } from '../http1/index.ts'
import { undiciTransport } from '../kit/undici-transport.ts'

const closedWithTest = (transport: Transport): Transport => {
  onTestFinished(() => transport.close?.())
  return transport
}

/** Every transport keeps the same contract: its name, and how to make one that is closed with the test. */
export const transports: readonly (readonly [string, () => Transport])[] = [
  ['undici', () => closedWithTest(undiciTransport())],
  ['http1', () => closedWithTest(http1Transport())],
]

export const http1 = (options?: Parameters<typeof http1Transport>[0]): Transport =>
  closedWithTest(http1Transport(options))
export const undici = (): Transport => closedWithTest(undiciTransport())
