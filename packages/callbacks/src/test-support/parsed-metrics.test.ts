import { createRequire } from 'node:module'

/** As the parser gives it; numbers are text there. */
interface Family {
  readonly name: string
  readonly metrics: readonly { readonly value?: string; readonly labels?: Readonly<Record<string, string>> }[]
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const require = createRequire(import.meta.url)
// It has no types of its own.
const parse: (text: string) => readonly Family[] = require('parse-prometheus-text-format')

/** The samples of a metric. A histogram's are those of `NAME_bucket`, `_sum` and `_count`: the parser itself would mix them. */
export const samplesOf = (text: string, metric: string): readonly Sample[] =>
  parse(text.replaceAll(/^(# TYPE \w+) histogram$/gm, '$1 untyped'))
    .filter(({ name }) => name === metric)
    .flatMap(({ metrics }) => metrics.map(({ labels = {}, value }) => ({ labels, value: Number(value) })))

/** Numbers by the values of their labels. */
export const counted = (text: string, metric: string): Readonly<Record<string, number>> =>
  Object.fromEntries(samplesOf(text, metric).map(({ labels, value }) => [Object.values(labels).join(' '), value]))

/** Of a histogram of requests, one series' buckets by their bounds. */
export const bucketsOf = (text: string, metric: string, model: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    samplesOf(text, `${metric}_bucket`)
      .filter(({ labels }) => (labels['requested_model'] ?? labels['model_group']) === model)
      .map(({ labels, value }) => [labels['le'] ?? '', value]),
  )

export const linesIn = (text: string): number => text.split('\n').filter((line) => line && !line.startsWith('#')).length
