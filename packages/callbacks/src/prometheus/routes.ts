import { type OperationName, operationNames, type RequestEnd, type RouterConfig } from '@turnout/core'
import type { CountedSheets } from './counted-sheets.ts'
import { deploymentLabels, KnownNames, noNames } from './known-names.ts'
import { other } from './sheet.ts'

/** The numbers that a request adds to when all goes well. */
export interface Route {
  readonly requests: Float64Array
  readonly served: Float64Array
  readonly streams: Float64Array | undefined
  /** Undefined where nobody was tried. */
  readonly attempts: Float64Array | undefined
  readonly group: Float64Array
  /** Undefined where answers have no tokens. */
  readonly perToken: Float64Array | undefined
}

/** In the place of a deployment's id: no deployment served, because the response cache answered. */
export const nobody = ''

type Asked = Pick<RequestEnd, 'model' | 'group' | 'operation' | 'stream'>

interface ModelRoutes {
  /** By the deployment's id; of each one for every operation, plain and streamed. */
  readonly deployments: Map<string, (Route | undefined)[]>
  /** What the response cache did, for every operation. */
  readonly cache: Float64Array[]
}

/** Routes, each put together once: a request finds its own without making a label. */
export class Routes {
  readonly #sheets: CountedSheets
  readonly #models = new Map<string, ModelRoutes>()
  #names = noNames
  /** Requests that began with them may still end. */
  #before = noNames

  constructor(sheets: CountedSheets) {
    this.#sheets = sheets
  }

  configure(config: Pick<RouterConfig, 'deployments' | 'aliases'>): void {
    this.#before = this.#names
    this.#names = new KnownNames(config)
    this.#models.clear()
  }

  of(asked: Asked, deploymentId: string): Route {
    const { model, operation, stream } = asked
    const { deployments } = this.#routesOf(model)
    const routes = deployments.get(deploymentId) ?? this.#addDeployment(deployments, deploymentId)
    const at = operationNames.indexOf(operation) * 2 + (stream ? 1 : 0)
    const known = routes[at]
    if (known) return known
    const made = this.#make(asked, deploymentId)
    routes[at] = made
    return made
  }

  /** What the response cache did for those who ask for this. */
  cache({ model, operation }: Asked): Float64Array {
    const { cache } = this.#routesOf(model)
    const at = operationNames.indexOf(operation)
    const known = cache[at]
    if (known) return known
    const made = this.#sheets.row('cache', [this.modelLabel(model), operation])
    cache[at] = made
    return made
  }

  /** As the caller named it, where the configuration has that name. */
  modelLabel(model: string | undefined): string {
    if (model === undefined) return other
    return this.#names.hasModel(model) || this.#before.hasModel(model) ? model : other
  }

  groupLabel(group: string): string {
    return this.#names.hasGroup(group) || this.#before.hasGroup(group) ? group : other
  }

  deploymentLabels(id: string): readonly string[] {
    return deploymentLabels(this.#names.deployment(id) ?? this.#before.deployment(id))
  }

  #routesOf(model: string): ModelRoutes {
    return this.#models.get(model) ?? this.#routesOfLabel(this.modelLabel(model))
  }

  #routesOfLabel(label: string): ModelRoutes {
    const known = this.#models.get(label)
    if (known) return known
    const made: ModelRoutes = { deployments: new Map(), cache: [] }
    this.#models.set(label, made)
    return made
  }

  #addDeployment(deployments: ModelRoutes['deployments'], id: string): (Route | undefined)[] {
    const made: (Route | undefined)[] = []
    deployments.set(id, made)
    return made
  }

  #make({ model: asked, group, operation, stream }: Asked, deploymentId: string): Route {
    const sheets = this.#sheets
    const model = this.modelLabel(asked)
    const deployment =
      deploymentId === nobody ? [this.groupLabel(group), '', '', ''] : this.deploymentLabels(deploymentId)
    const labels = [model, ...deployment, operation, String(stream)]
    return {
      requests: sheets.row('requests', [model, operation, '200']),
      served: sheets.row('served', labels),
      streams: stream && deploymentId !== nobody ? sheets.row('streams', labels) : undefined,
      attempts: deploymentId === nobody ? undefined : sheets.row('attempts', [model, ...deployment]),
      group: sheets.row('groups', [deployment[0] ?? other]),
      perToken: deploymentId !== nobody && writes(operation) ? sheets.row('perToken', deployment) : undefined,
    }
  }
}

const writes = (operation: OperationName): boolean => operation === 'chat' || operation === 'textCompletion'
