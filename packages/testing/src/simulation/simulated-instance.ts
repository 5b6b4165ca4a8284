import type {
  Batch,
  Callback,
  CancelScope,
  Channel,
  ChatRequest,
  ProviderAdapter,
  Runtime,
  StateStore,
  WholeBatch,
} from '@turnout/core'
import type { SimulatedRemote } from './simulated-remote.ts'
import type { World } from './world.ts'

/** What the simulation wants of a reply. */
export interface SimulatedReply extends AsyncIterator<Batch<'chat'>, undefined> {
  readonly cache: { readonly status: 'hit' | 'miss' } | undefined
  whole(): WholeBatch<'chat'>
  cancel(): void
}

export interface SimulatedInit {
  readonly scope: CancelScope
  readonly requestId: string
  readonly caller: string
  readonly deadlineMs: number | undefined
  readonly timeoutMs: number | undefined
  readonly numRetries: number | undefined
  readonly isRetry: boolean | undefined
}

/** How a deployment is, as an instance sees it. */
export interface DeploymentSeen {
  readonly id: string
  readonly coolingForMs?: number
  readonly onTrial: boolean
}

/** What the simulation wants of a router. */
export interface SimulatedInstance {
  call(request: ChatRequest, init: SimulatedInit): Promise<SimulatedReply>
  /** Takes the same configuration again, or all of it but one deployment. */
  reload(without: string | undefined): Promise<unknown>
  deployments(): readonly DeploymentSeen[]
  /** How many attempts it thinks are running at each deployment, here and elsewhere. */
  running(): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** What an instance is made of: everything around it is simulated. */
export interface InstanceParts {
  readonly world: World
  /** Its place among the instances. */
  readonly index: number
  readonly runtime: Runtime
  readonly provider: ProviderAdapter
  readonly callbacks: readonly Callback[]
  readonly channel: Channel
  /** The store that all share, where it is in memory. */
  readonly store: StateStore
  /** The same behind a wire. */
  readonly remote: SimulatedRemote
}

export type MakeInstance = (parts: InstanceParts) => SimulatedInstance | Promise<SimulatedInstance>
