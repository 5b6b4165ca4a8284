import { providerVariables, type Variables } from '@turnout/config-loader'
import { type Vendor, vendors } from '@turnout/provider-adapters/openai-compatible'

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

const operationNames = { chat: 'chat', textCompletion: 'text', embedding: 'embedding', rerank: 'rerank' } as const

const serves = ({ operations = ['chat', 'textCompletion', 'embedding'] }: Vendor): string =>
  operations.map((name) => operationNames[name]).join(', ')

const row = (vendor: Vendor): string => {
  const { key = [], base = [] }: Partial<Variables> = providerVariables[vendor.name] ?? {}
  const address = vendor.baseOf ? 'that of the region' : vendor.defaultBase ? code([vendor.defaultBase]) : 'give it'
  return `| \`${vendor.name}\` | ${address} | ${code(base)} | ${code(key)} | ${serves(vendor)} |`
}

/** The vendors of OpenAI's wire format, as the page of them has it. */
export const vendorsTable = (): string =>
  [
    '| prefix | `api_base` unless set | or from | key from | serves |',
    '|---|---|---|---|---|',
    ...Object.values(vendors).map(row),
  ].join('\n')

const ways = ({ name, streamUsage = true, request = [], answer = [] }: Vendor): readonly string[] => {
  const asked = [...request.map(({ says }) => says), ...(streamUsage ? [] : ['no `stream_options`'])]
  const answered = answer.map(({ says }) => says)
  return asked.length + answered.length === 0 ? [] : [`| \`${name}\` | ${asked.join('; ')} | ${answered.join('; ')} |`]
}

/** What each does its own way, as the page of them has it. */
export const vendorWays = (): string =>
  ['| prefix | requests | answers |', '|---|---|---|', ...Object.values(vendors).flatMap(ways)].join('\n')
