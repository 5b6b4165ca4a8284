import { cancel, confirm, intro, isCancel, multiselect, text } from '@clack/prompts'
import { type Answers, type Entry, groupsOf } from './answers.ts'
import { type ProviderName, providerKinds } from './provider-kinds.ts'

/** Asks on the terminal; undefined when its user leaves. */
export async function ask(): Promise<Answers | undefined> {
  try {
    intro('A configuration for Turnout')
    const message = 'Who answers?'
    const chosen = answered(await multiselect<ProviderName>({ message, options, initialValues: ['simulated'] }))
    const entries: Entry[] = []
    for (const { value: provider } of options)
      if (chosen.includes(provider)) entries.push({ provider, group: await askGroup(provider) })
    const [first, ...others] = groupsOf(entries)
    const goesOn = `When ${first} fails, go on to ${others.join(', then ')}?`
    const fallback = others.length > 0 && answered(await confirm({ message: goesOn }))
    const protect = 'Ask callers for a key (TURNOUT_MASTER_KEY)? Without one, only this machine is served.'
    const masterKey = answered(await confirm({ message: protect, initialValue: false }))
    return { entries, commented: [], fallback, masterKey }
  } catch (error) {
    if (error !== left) throw error
    cancel('Nothing was written.')
    return undefined
  }
}

const options = Object.entries(providerKinds).map(([value, { label, hint }]) => ({
  value: value as ProviderName,
  ...{ label, hint },
}))

async function askGroup(provider: ProviderName): Promise<string> {
  const { label, group } = providerKinds[provider]
  const message = `${label}: the name that callers use? The same name twice shares the calls.`
  const name = answered(await text({ message, placeholder: group, defaultValue: group }))
  return name.trim() || group
}

const left = new Error('left')

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw left
  return answer as Exclude<T, symbol>
}
