import { type ProviderName, providerKinds } from './provider-kinds.ts'

export interface Entry {
  readonly provider: ProviderName
  /** Entries of one name share its calls. */
  readonly group: string
}

/** What `turnout init` wants to know. */
export interface Answers {
  readonly entries: readonly Entry[]
  /** Written down, too, but as comments. */
  readonly commented: readonly Entry[]
  /** The first group's calls go to the others when it fails. */
  readonly fallback: boolean
  readonly masterKey: boolean
}

const entry = (provider: ProviderName): Entry => ({ provider, group: providerKinds[provider].group })

/** Something that runs as it is, and shows what else there is. */
export const withoutQuestions: Answers = {
  entries: [entry('simulated')],
  commented: [entry('openai'), entry('azure'), entry('anthropic'), entry('compatible')],
  fallback: false,
  masterKey: false,
}

export const groupsOf = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(entries.map(({ group }) => group)),
]
