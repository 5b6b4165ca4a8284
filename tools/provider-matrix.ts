import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import * as z from 'zod'

/** A server that plays a vendor, and what the tests expect to come through it. */
export interface Played {
  readonly name: string
  readonly shows: readonly string[]
}

/** A provider, with the operations that its adapter has. */
export interface Served {
  readonly name: string
  readonly operations: readonly string[]
}

const filled = z.array(z.unknown()).min(1)
const some = z.unknown().refine((value) => value !== undefined && value !== null && value !== '')
const atLeastOne = z.number().positive()

/** How a golden shows a feature: it has such a choice, or such a member; or such a name, where an answer does not tell. */
const features: Readonly<Record<string, z.ZodType | RegExp>> = {
  streams: z.object({ chunks: z.number() }),
  tools: choiceWith({ tool_calls: filled }),
  'parallel tools': choiceWith({ tool_calls: z.array(z.unknown()).min(2) }),
  reasoning: choiceWith({ reasoning_content: some }).or(choiceWith({ reasoning: some })),
  'signed reasoning': choiceWith({ thinking_blocks: filled }).or(choiceWith({ reasoning_details: filled })),
  'structured output': /structured|json|schema/,
  images: /image/,
  citations: choiceWith({ annotations: filled }),
  logprobs: z.object({ completion: z.object({ choices: z.array(z.object({ logprobs: some })).min(1) }) }),
  'cached tokens': usageWith({ prompt_tokens_details: z.object({ cached_tokens: atLeastOne }) }),
  'reasoning tokens': usageWith({ completion_tokens_details: z.object({ reasoning_tokens: atLeastOne }) }),
  errors: z.object({ error: some }),
}

function choiceWith(members: z.ZodRawShape): z.ZodType {
  const choice = z.object({ message: z.object(members) })
  return z.object({
    completion: z.object({
      choices: z.array(z.unknown()).refine((all) => all.some((one) => choice.safeParse(one).success)),
    }),
  })
}

function usageWith(members: z.ZodRawShape): z.ZodType {
  return z.object({ completion: z.object({ usage: z.object(members) }) })
}

const namesOf: Readonly<Record<string, string>> = {
  vertex: 'vertex_ai',
  together: 'together_ai',
  cohere: 'cohere_chat',
  ollama: 'ollama_chat',
}
const nameOf = (folder: string): string => namesOf[folder] ?? folder

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** How many recorded answers of each provider show each feature. `goldens`: the folder of what they became. */
export function recordedTable(goldens: string): string {
  const rows = readdirSync(goldens).map((folder) => {
    const cases = readdirSync(join(goldens, folder)).map((file) => {
      const golden: unknown = JSON.parse(readFileSync(join(goldens, folder, file), 'utf8'))
      return (feature: z.ZodType | RegExp) =>
        feature instanceof RegExp ? feature.test(parse(file).name) : feature.safeParse(golden).success
    })
    const counts = Object.values(features).map((feature) => cases.filter((shows) => shows(feature)).length || '')
    return [`\`${nameOf(folder)}\``, cases.length, ...counts]
  })
  return table(['provider', 'answers', ...Object.keys(features)], rows)
}

const everyPlayed = ['chat', 'streams', 'parallel tools', 'results of tools', 'errors', 'usage', 'moved by fallback']
const shown = ['reasoning', 'cached tokens', 'embeddings']

/** What clients have before the proxy, with servers that play the vendors. */
export const playedTable = (vendors: readonly Played[]): string =>
  table(
    ['provider', ...everyPlayed, ...shown],
    vendors.map(({ name, shows }) => [
      `\`${nameOf(name)}\``,
      ...everyPlayed.map(() => '✓'),
      ...shown.map((feature) => (shows.includes(feature) ? '✓' : '')),
    ]),
  )

/** The operations that each adapter has; providers with the same ones are one row. */
export function operationsTable(served: readonly Served[]): string {
  const all = [...new Set(served.flatMap(({ operations }) => operations))]
  const alike = Map.groupBy(served, ({ operations }) => all.filter((name) => operations.includes(name)).join())
  const rows = [...alike].map(([has, providers]) => [
    providers.map(({ name }) => `\`${name}\``).join(', '),
    ...all.map((name) => (has.split(',').includes(name) ? '✓' : '')),
  ])
  return table(['providers', ...all], rows)
}
