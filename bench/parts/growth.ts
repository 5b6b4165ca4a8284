import { summarize } from '../figures/summary.ts'
import { floor } from '../targets/targets.ts'
import { turnout, turnoutWith } from '../targets/turnout.ts'
import { type Plan, playRounds } from './rounds.ts'
import { scenarioNamed } from './scenarios.ts'
import { setScene, startStage } from './stage.ts'

/** CPU time for one plain 1 KB request where there are so many of something. */
export interface GrowthRow {
  readonly of: 'deployments' | 'groups' | 'open streams'
  readonly target: string
  readonly count: number
  readonly micros: number
}

const chat = scenarioNamed('chat')
const deploymentCounts = [3, 100, 1_000, 10_000]
const groupCounts = [1, 100, 1_000]
const streamCounts = [0, 10, 100, 1_000]

const microsOf = (played: Awaited<ReturnType<typeof playRounds>>, target: string): number => {
  const row = summarize(played, chat.name, target, target)
  if ('failure' in row) throw new Error(row.failure)
  return row.micros
}

/** All sizes by turns, each a proxy of its own. */
const bySize = async (of: 'deployments' | 'groups', counts: readonly number[], plan: Plan): Promise<GrowthRow[]> => {
  const targets = counts.map((count) =>
    turnoutWith(`turnout-${count}`, `Turnout, ${count} ${of}`, () =>
      of === 'deployments' ? { deployments: count } : { otherGroups: count - 1 },
    ),
  )
  console.error(`growth with ${of}: ${counts.join(', ')}`)
  const stage = await startStage(targets)
  try {
    const played = await playRounds(stage, stage.targets, chat, plan)
    return counts.map((count) => ({ of, count, target: 'turnout', micros: microsOf(played, `turnout-${count}`) }))
  } finally {
    await stage.stop()
  }
}

/** Plain requests while streams are open that bring a chunk each second; what the streams themselves cost is in the figure. */
const withStreams = async (count: number, plan: Plan): Promise<GrowthRow[]> => {
  console.error(`growth with open streams: ${count}`)
  const stage = await startStage([floor, turnout])
  // A generator of its own, so that what it does for the streams is not in the way of the load's.
  const holder = await setScene()
  try {
    for (const { port, client } of stage.targets) await holder.generator.ask('hold', { port, client, count })
    const played = await playRounds(stage, stage.targets, chat, plan)
    return stage.targets.map(({ target: { name } }) => ({
      ...{ of: 'open streams', count, target: name, micros: microsOf(played, name) },
    }))
  } finally {
    await Promise.all([holder.stop(), stage.stop()])
  }
}

export const measureGrowth = async (plan: Plan): Promise<{ rows: readonly GrowthRow[] }> => {
  const rows = await bySize('deployments', deploymentCounts, plan)
  rows.push(...(await bySize('groups', groupCounts, plan)))
  for (const count of streamCounts) rows.push(...(await withStreams(count, plan)))
  return { rows }
}
