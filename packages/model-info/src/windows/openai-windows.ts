import { isJsonObject } from '@turnout/core'
import type { NamedModel } from '../model-names.ts'
import { providerId } from '../provider-ids.ts'

const sizeIn = (fields: Readonly<Record<string, unknown>>, name: string): number =>
  typeof fields[name] === 'number' && fields[name] > 0 ? fields[name] : Number.POSITIVE_INFINITY

/** `ft:gpt-4o:me::1` takes what gpt-4o takes, and Azure writes gpt-35-turbo. */
const openaiName = (model: string): string => model.replace(/^ft:([^:]+).*$/, '$1').replace(/^gpt-35-/, 'gpt-3.5-')

/** Loads what gpt-tokenizer knows of OpenAI's models: the longest prompt in tokens, at OpenAI and at Azure. */
export const loadOpenaiWindows = async (): Promise<(named: NamedModel) => number | undefined> => {
  const windows = new Map<string, number>()
  for (const [name, model] of Object.entries<unknown>(await import('gpt-tokenizer/models'))) {
    if (!isJsonObject(model)) continue
    const most = Math.min(sizeIn(model, 'max_input_tokens'), sizeIn(model, 'context_window'))
    if (Number.isFinite(most)) windows.set(name, most)
  }
  return ({ provider, model }) => {
    const id = providerId(provider)
    return id === 'openai' || id === 'azure' ? windows.get(openaiName(model)) : undefined
  }
}
