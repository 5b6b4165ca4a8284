/** `node --conditions=@turnout/source tools/draw-strategies.ts`: draws docs/strategies/*.svg, each from a simulated run. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNonEmpty, type JsonObject, type Pricing } from '@turnout/core'
import { builtinStrategies } from '@turnout/strategies'
import { heavyTailed, makeDeployment, type SimulatedServer, sharesOf, simulateTraffic } from '@turnout/testing'

interface Server {
  readonly name: string
  readonly weight?: number
  readonly pricing?: Pricing
  readonly meanMs?: (minute: number) => number
  readonly tokens?: number
}

interface Scene {
  readonly strategy: string
  readonly args?: JsonObject
  readonly title: string
  readonly servers: readonly Server[]
  /** From minute, until minute. */
  readonly shaded?: readonly [number, number]
  /** The server that is out of the choice in the shaded time. */
  readonly out?: string
  readonly sessions?: number
}

const minutes = 8
const shaded: readonly [number, number] = [2, 5]
const slowIn = (times: number) => (minute: number) => (minute >= shaded[0] && minute < shaded[1] ? times : 1) * 1_000
const cheap: Pricing = { inputPerToken: 1e-7, outputPerToken: 4e-7 }
const dear: Pricing = { inputPerToken: 2e-6, outputPerToken: 8e-6 }

const scenes: readonly Scene[] = [
  {
    strategy: 'simple-shuffle',
    title: 'weights 3 and 1',
    servers: [
      { name: 'weight 3', weight: 3 },
      { name: 'weight 1', weight: 1 },
    ],
  },
  {
    strategy: 'least-busy',
    title: 'one is 4 times as slow in the grey',
    servers: [{ name: 'a' }, { name: 'b' }, { name: 'slow', meanMs: slowIn(4) }],
    shaded,
  },
  {
    strategy: 'usage-based-routing',
    title: 'one uses 3 times as many tokens',
    servers: [
      { name: 'a', tokens: 200 },
      { name: 'b', tokens: 200 },
      { name: 'talkative', tokens: 600 },
    ],
  },
  {
    strategy: 'latency-based-routing',
    args: { ttl: 60 },
    title: 'one is 10 times as slow in the grey',
    servers: [{ name: 'a' }, { name: 'b' }, { name: 'slow', meanMs: slowIn(10) }],
    shaded,
  },
  {
    strategy: 'cost-based-routing',
    title: 'the cheap one is out in the grey',
    servers: [{ name: 'cheap', pricing: cheap }, { name: 'dear', pricing: dear }, { name: 'unknown price' }],
    shaded,
    out: 'cheap',
  },
  {
    strategy: 'peak-ewma',
    title: 'one is 5 times as slow in the grey',
    servers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'slow', meanMs: slowIn(5) }],
    shaded,
  },
  {
    strategy: 'sticky',
    title: 'one cools down in the grey',
    servers: [{ name: 'a' }, { name: 'b' }, { name: 'cooling' }],
    shaded,
    out: 'cooling',
    sessions: 200,
  },
  {
    strategy: 'first-of',
    args: { prefer: ['cost-based-routing'], otherwise: 'peak-ewma' },
    title: 'a cheap one is slow in the grey',
    servers: [
      { name: 'cheap', pricing: cheap },
      { name: 'cheap, slow', pricing: cheap, meanMs: slowIn(5) },
      { name: 'dear', pricing: dear },
    ],
    shaded,
  },
]

const simulated = ({ name, weight, pricing, meanMs = () => 1_000, tokens = 200 }: Server): SimulatedServer => ({
  deployment: makeDeployment({
    model: name,
    ...(weight === undefined ? {} : { weight }),
    ...(pricing === undefined ? {} : { pricing }),
  }),
  answer: (nowMs, random) => ({
    wholeMs: heavyTailed(meanMs(nowMs / 60_000), random, 0.5),
    completionTokens: tokens,
  }),
})

/** By deployment: its share of the requests in each 15 s, every 6 s. */
function lines({ strategy: name, args = {}, servers, shaded, out, sessions }: Scene): readonly (readonly number[])[] {
  const make = builtinStrategies[name]
  const sites = servers.map(simulated)
  if (!make || !isNonEmpty(sites)) throw new Error(`cannot draw ${name}`)
  const isShaded = (nowMs: number) => shaded && nowMs >= shaded[0] * 60_000 && nowMs < shaded[1] * 60_000
  const calls = simulateTraffic({
    ...{ strategy: make(args), servers: sites, perSecond: 20, seconds: minutes * 60, seed: 1, estimatedTokens: 200 },
    isOut: ({ id }, nowMs) => id === out && isShaded(nowMs) === true,
    request: (random) => ({
      ...{ model: 'group', messages: [] },
      ...(sessions === undefined ? {} : { user: `${Math.floor(random() * sessions)}` }),
    }),
  })
  return servers.map((server) =>
    Array.from({ length: minutes * 10 + 1 }, (_, at) => {
      const middleMs = at * 6_000
      return sharesOf(calls, middleMs - 7_500, middleMs + 7_500)[server.name] ?? 0
    }),
  )
}

const [left, top, width, height] = [48, 44, 404, 120]
const colours = ['#3b82f6', '#10b981', '#a855f7', '#f97316']
const x = (minute: number): number => Math.round(left + (minute / minutes) * width)
const y = (share: number): number => Math.round(top + (1 - share) * height)

/** Grey in the middle is read on white and on black. */
function picture(scene: Scene): string {
  const rule = (share: number) =>
    `<path d="M${left} ${y(share)}h${width}" stroke="#808890" stroke-opacity=".3"/><text x="42" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`
  const tick = (minute: number) => `<text x="${x(minute)}" y="182" text-anchor="middle">${minute} min</text>`
  const [from, until] = scene.shaded ?? [0, 0]
  const shade = `<rect x="${x(from)}" y="${top}" width="${x(until) - x(from)}" height="${height}" fill="#808890" fill-opacity=".18"/>`
  const colourOf = (at: number) => colours[scene.servers.length - 1 === at ? 3 : at] ?? '#808890'
  let legendX = left
  const legend = scene.servers.map(({ name }, at) => {
    const text = `<path d="M${legendX} 32h14" stroke="${colourOf(at)}" stroke-width="3"/><text x="${legendX + 18}" y="36">${name}</text>`
    legendX += 34 + name.length * 6.5
    return text
  })
  const drawn = lines(scene).map((shares, at) => {
    const points = shares.map((share, step) => `${x(step / 10)},${y(share)}`).join(' ')
    return `<polyline points="${points}" fill="none" stroke="${colourOf(at)}" stroke-width="1.5"/>`
  })
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 190" width="480" height="190" font-family="sans-serif" font-size="11" fill="#808890">',
    `<title>${scene.strategy}: share of requests, ${scene.title}</title>`,
    `<text x="${left}" y="16" font-size="12">Share of requests: ${scene.title}</text>`,
    ...(scene.shaded ? [shade] : []),
    ...[0, 0.5, 1].map(rule),
    ...[0, 2, 4, 6, 8].map(tick),
    ...legend,
    ...drawn,
    '</svg>\n',
  ].join('\n')
}

for (const scene of scenes)
  writeFileSync(join(import.meta.dirname, `../docs/strategies/${scene.strategy}.svg`), picture(scene))
