import { type OperationName, operationNames, type RouterConfig } from '@turnout/core'
import type { CountedSheets } from './counted-sheets.ts'
import { deploymentLabels, KnownNames, noNames } from './known-names.ts'
import { other } from './sheet.ts'

/** The numbers that a request adds to when all goes well. */
export interface Route {
  readonly requests: Float64Array
  readonly served: Float64Array
  readonly streams: Float64Array | undefined
  readonly attempts: Float64Array
  readonly group: Float64Array
}

type RoutesOfModel = Map<string, (Route | undefined)[]>

/** Routes, each put together once: a request finds its own without making a label. */
export class Routes {
  readonly #sheets: CountedSheets
  readonly #models = new Map<string, RoutesOfModel>()
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

  of(model: string, deploymentId: string, operation: OperationName, stream: boolean): Route {
    const deployments = this.#models.get(model) ?? this.#routesOf(this.modelLabel(model))
    const routes = deployments.get(deploymentId) ?? this.#addDeployment(deployments, deploymentId)
    const at = operationNames.indexOf(operation) * 2 + (stream ? 1 : 0)
    const known = routes[at]
    if (known) return known
    const made = this.#make(this.modelLabel(model), deploymentId, operation, stream)
    routes[at] = made
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

  #routesOf(label: string): RoutesOfModel {
    const known = this.#models.get(label)
    if (known) return known
    const made: RoutesOfModel = new Map()
    this.#models.set(label, made)
    return made
  }

  #addDeployment(deployments: RoutesOfModel, id: string): (Route | undefined)[] {
    const made: (Route | undefined)[] = []
    deployments.set(id, made)
    return made
  }

  #make(model: string, deploymentId: string, operation: OperationName, stream: boolean): Route {
    const sheets = this.#sheets
    const deployment = this.deploymentLabels(deploymentId)
    const labels = [model, ...deployment, operation, String(stream)]
    return {
      requests: sheets.row('requests', [model, operation, '200']),
      served: sheets.row('served', labels),
      streams: stream ? sheets.row('streams', labels) : undefined,
      attempts: sheets.row('attempts', [model, ...deployment]),
      group: sheets.row('groups', [deployment[0] ?? other]),
    }
  }
}
