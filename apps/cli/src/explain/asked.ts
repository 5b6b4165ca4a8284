import { readFile } from 'node:fs/promises'
import { isJsonObject, type JsonObject, type OperationName } from '@turnout/core'
import { operations } from './operations.ts'

/** What no request of an operation goes without; who asks nothing in particular asks this. */
const least: Readonly<Record<OperationName, JsonObject>> = {
  chat: { messages: [{ role: 'user', content: 'Hello!' }] },
  textCompletion: { prompt: 'Hello!' },
  embedding: { input: 'Hello!' },
  rerank: { query: 'Hello!', documents: ['Hello!'] },
}

/** What is to be explained. */
export interface Asked {
  readonly operation: OperationName
  readonly request: JsonObject & { readonly model: string }
}

export interface AskedOptions {
  readonly model?: string
  /** A file with a request body. */
  readonly request?: string
  readonly operation?: OperationName
}

/** The request to explain, or what is wrong with it. */
export async function askedFor({ model, request: file, operation }: AskedOptions): Promise<Asked | string> {
  const given = file === undefined ? {} : await bodyIn(file)
  if (typeof given === 'string') return given
  const name = model ?? given['model']
  if (typeof name !== 'string' || name === '') return 'Say which model: --model NAME, or `model` in the request.'
  const kind = operation ?? kindOf(given)
  return { operation: kind, request: { ...(file === undefined ? least[kind] : {}), ...given, model: name } }
}

/** By its main field. */
const kindOf = (body: JsonObject): OperationName =>
  Object.values(operations).find((kind) => Object.keys(least[kind]).every((field) => field in body)) ?? 'chat'

async function bodyIn(file: string): Promise<JsonObject | string> {
  try {
    const body: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isJsonObject(body) ? body : `The request in ${file} is no JSON object.`
  } catch (error) {
    if (error instanceof SyntaxError) return `The request in ${file} is no JSON.`
    return `The request ${file} cannot be read.`
  }
}
