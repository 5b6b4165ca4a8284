import {
  type AttemptRecord,
  type CooldownStarted,
  type ErrorKind,
  errorTable,
  type RequestEnd,
  type RequestFailure,
  type RequestRefused,
  type StrategyFaulted,
} from '@turnout/core'
import type { CountedSheets } from './counted-sheets.ts'
import type { Gauges } from './gauges.ts'
import { add } from './metric.ts'
import type { Routes } from './routes.ts'
import { cellOf } from './sheet-shapes.ts'

const cell = {
  requests: cellOf('requests', 'litellm_proxy_total_requests_metric_total'),
  failures: cellOf('failures', 'litellm_proxy_failed_requests_metric_total'),
  attempts: cellOf('attempts', 'litellm_deployment_total_requests_total'),
  failedAttempts: cellOf('failedAttempts', 'litellm_deployment_failure_responses_total'),
  cooldowns: cellOf('cooldowns', 'litellm_deployment_cooled_down_total'),
  fellBack: cellOf('fallbacks', 'litellm_deployment_successful_fallbacks_total'),
  fellThrough: cellOf('fallbacks', 'litellm_deployment_failed_fallbacks_total'),
  retries: cellOf('groups', 'turnout_retries_total'),
  spend: cellOf('served', 'litellm_spend_metric_total'),
  strategyFaults: cellOf('groups', 'turnout_strategy_faults_total'),
  hedges: cellOf('groups', 'turnout_hedged_attempts_total'),
}

/** Counts what went wrong: requests, attempts, cooldowns, fallbacks. Rare enough to make labels as it goes. */
export class Failures {
  readonly #sheets: CountedSheets
  readonly #routes: Routes
  readonly #gauges: Gauges

  constructor(sheets: CountedSheets, routes: Routes, gauges: Gauges) {
    this.#sheets = sheets
    this.#routes = routes
    this.#gauges = gauges
  }

  /** A request that did not go well at once. */
  ended(event: RequestEnd): void {
    const { attempts, failure, fallbacks, model, operation } = event
    const label = this.#routes.modelLabel(model)
    if (failure) this.#request(label, operation, failure)
    let before: AttemptRecord | undefined
    for (const attempt of attempts) {
      this.#attempt(label, attempt, before)
      // Two at a time stand in the order of their ends: what a hedge is beside is no retry of it.
      if (!attempt.hedge) before = attempt
      const { costUsd, deploymentId } = attempt
      if (costUsd !== undefined && (failure || attempt.failure))
        add(this.#routes.of(event, deploymentId).served, cell.spend, costUsd)
    }
    if (fallbacks > 0) this.#fellBack(label, event)
  }

  refused({ model, operation, failure }: RequestRefused): void {
    this.#request(this.#routes.modelLabel(model), operation, failure)
  }

  cooldown({ deploymentId, kind }: CooldownStarted): void {
    const [, status] = described(kind)
    add(this.#sheets.row('cooldowns', [...this.#routes.deploymentLabels(deploymentId), status, kind]), cell.cooldowns)
  }

  strategyFault({ group }: StrategyFaulted): void {
    add(this.#sheets.row('groups', [this.#routes.groupLabel(group)]), cell.strategyFaults)
  }

  #request(model: string, operation: string, { kind, status }: RequestFailure): void {
    const [className] = described(kind)
    add(this.#sheets.row('requests', [model, operation, String(status)]), cell.requests)
    add(this.#sheets.row('failures', [model, operation, className, String(status), kind]), cell.failures)
  }

  #attempt(model: string, attempt: AttemptRecord, before: AttemptRecord | undefined): void {
    const { deploymentId, group, failure, hedge } = attempt
    const counted = this.#sheets.row('groups', [this.#routes.groupLabel(group)])
    if (hedge) add(counted, cell.hedges)
    else if (before?.group === group) add(counted, cell.retries)
    if (!failure) return
    const labels = [model, ...this.#routes.deploymentLabels(deploymentId)]
    add(this.#sheets.row('attempts', labels), cell.attempts)
    if (failure.kind === 'cancelled') return
    const row = this.#sheets.row('failedAttempts', [...labels, ...described(failure.kind), failure.kind])
    add(row, cell.failedAttempts)
    if (isItsDoing(failure.kind)) this.#gauges.failed(deploymentId)
  }

  #fellBack(model: string, { attempts, failure, group }: RequestEnd): void {
    const to = failure ? (attempts.at(-1)?.group ?? '') : group
    const kind = attempts.find((attempt) => attempt.failure)?.failure?.kind ?? 'none-available'
    const row = this.#sheets.row('fallbacks', [model, this.#routes.groupLabel(to), ...described(kind)])
    add(row, failure ? cell.fellThrough : cell.fellBack)
  }
}

/** LiteLLM's class, and the status. */
const described = (kind: ErrorKind): readonly [string, string] => {
  const { className, status } = errorTable[kind]
  return [className, String(status)]
}

/** Whether a failure says something about the deployment, and not about what it was asked. */
const isItsDoing = (kind: ErrorKind): boolean => ['upstream', 'network'].includes(errorTable[kind].fault)
