import { onTestFinished } from 'vitest'
import { serveTurnout } from '../../../../tools/start-turnout.ts'
import { type Turnout, until } from './running-turnout.test.ts'

/** Deployments by group and name; what is said of each is added to its `litellm_params`. */
export type Groups = Readonly<Record<string, Readonly<Record<string, object>>>>

export interface FleetOptions {
  readonly count: number
  /** Where the provider is, and where Redis is, if they share one. */
  readonly base: string
  readonly redisUrl?: string
  readonly groups: Groups
  readonly router?: object
  readonly state?: object
}

/**
 * For tests of what is exact while Redis answers: on a busy machine an answer may take longer than the usual 50 ms, and a
 * store that counts as lost admits more for a moment, as it should.
 */
export const patient = { command_timeout: 10 }

/** `GET /router/state`, as far as tests look at it. */
export interface FleetState {
  readonly store: { readonly status: string; readonly staleness_ms?: number }
  readonly instances: readonly { readonly id: string; readonly heard_ms_ago: number }[]
  readonly deployments: readonly {
    readonly id: string
    readonly cooling_for_ms: number | null
    readonly on_trial: boolean
  }[]
}

/** The configuration of each; a deployment's id and its provider's model are its name. */
export const fleetConfig = ({ base, redisUrl, groups, router, state }: Omit<FleetOptions, 'count'>): string =>
  JSON.stringify({
    model_list: Object.entries(groups).flatMap(([model_name, deployments]) =>
      Object.entries(deployments).map(([id, params]) => ({
        ...{ model_name, model_info: { id } },
        litellm_params: { model: `openai/${id}`, api_base: base, api_key: 'k', ...params },
      })),
    ),
    router_settings: {
      ...{ routing_strategy: 'usage-based-routing-v2', num_retries: 0 },
      ...{ ...router, ...(redisUrl === undefined ? {} : { state: { redis: redisUrl, ...state } }) },
    },
  })

export async function stateOf({ url }: Turnout): Promise<FleetState> {
  const response = await fetch(`${url}/router/state`)
  return (await response.json()) as FleetState
}

/** Until each has heard of all the others. */
export const acquainted = (fleet: readonly Turnout[]): Promise<void> =>
  until(
    async () => (await Promise.all(fleet.map(stateOf))).every(({ instances }) => instances.length >= fleet.length - 1),
    () => fleet.map(({ output }) => output()).join('\n'),
  )

/** Several `turnout serve` over one Redis; whoever starts them ends them. */
export const startFleet = (options: FleetOptions): Promise<readonly Turnout[]> =>
  Promise.all(Array.from({ length: options.count }, () => serveTurnout(fleetConfig(options))))

/** The same, acquainted with each other, until the end of a test. */
export async function fleetOf(options: FleetOptions): Promise<readonly Turnout[]> {
  const fleet = await startFleet(options)
  onTestFinished(() => endFleet(fleet))
  await acquainted(fleet)
  return fleet
}

export function endFleet(fleet: readonly Turnout[]): void {
  for (const { signal } of fleet) signal('SIGKILL')
}
