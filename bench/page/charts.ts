import type { Figures } from '../figures/figures.ts'
import { scenarioNamed, scenarios } from '../parts/scenarios.ts'
import { type BarGroup, barChart } from './bar-chart.ts'
import { digits, megabytes, percent } from './in-words.ts'
import { lineChart } from './line-chart.ts'
import { cpuOf } from './look-up.ts'
import { titleOf } from './title-of.ts'

const sharesOfFloor = (figures: Figures): string => {
  const targets = ['turnout', 'limits-in-memory', 'limits-in-redis', 'two-workers']
  const groups = scenarios.flatMap(({ name, title }): readonly BarGroup[] => {
    const bars = targets.flatMap((target) => {
      const row = cpuOf(figures, name, target)
      if (row === undefined) return []
      return [{ name: titleOf(target), value: row.share, spread: [row.leastShare, row.mostShare] as const }]
    })
    return bars.length === 0 ? [] : [{ name: title, bars }]
  })
  return barChart({ title: 'Share of the floor’s requests per CPU second', groups, show: percent, mark: 100 })
}

const perCpuSecond = (figures: Figures): string => {
  const groups = [...new Set(figures.cpu?.rows.map(({ target }) => target))].flatMap((target) => {
    const row = cpuOf(figures, 'chat', target)
    return row === undefined ? [] : [{ name: titleOf(target), bars: [{ name: target, value: 1e6 / row.micros }] }]
  })
  return barChart({ title: `Requests per CPU second, ${scenarioNamed('chat').title}`, groups, show: digits })
}

const latencies = (figures: Figures, percentile: 'p50' | 'p99'): string => {
  const rows = figures.latency?.rows.filter(({ stream }) => !stream) ?? []
  const lines = [...new Set(rows.map(({ target }) => target))].flatMap((target) => {
    const points = rows.flatMap((row) => {
      const value = row.target === target ? row[percentile] : undefined
      return value === undefined ? [] : [[row.perSecond, value] as const]
    })
    return points.length === 0 ? [] : [{ name: titleOf(target), points }]
  })
  const title = `Latency by requests a second, ${percentile}, from when each was due`
  return lineChart({ title, lines, unit: 'ms', logarithmic: true })
}

const memory = (figures: Figures): string => {
  const groups = (figures.memory?.rows ?? []).map(({ target, idle, loaded, streaming }) => ({
    name: titleOf(target),
    bars: [
      { name: 'idle', value: idle },
      ...(loaded === undefined ? [] : [{ name: 'under load, peak', value: loaded }]),
      ...(streaming === undefined ? [] : [{ name: '1,000 open streams', value: streaming }]),
    ],
  }))
  return barChart({ title: 'Resident memory', groups, show: megabytes })
}

const growth = (figures: Figures): string => {
  const rows = figures.growth?.rows ?? []
  const lines = [...new Set(rows.map(({ of, target }) => `${titleOf(target)}, ${of}`))].map((name) => ({
    name,
    points: rows
      .filter(({ of, target }) => `${titleOf(target)}, ${of}` === name)
      .map(({ count, micros }) => [count, micros] as const),
  }))
  return lineChart({ title: 'CPU time per 1 KB request by how many there are', lines, unit: 'µs' })
}

/** The pictures of the page, by file name. */
export const chartsOf = (figures: Figures): Readonly<Record<string, string>> => ({
  ...(figures.cpu && { 'floor.svg': sharesOfFloor(figures), 'requests.svg': perCpuSecond(figures) }),
  ...(figures.latency && { 'p50.svg': latencies(figures, 'p50'), 'p99.svg': latencies(figures, 'p99') }),
  ...(figures.memory && { 'memory.svg': memory(figures) }),
  ...(figures.growth && { 'growth.svg': growth(figures) }),
})
