import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { unreadable } from '../kit/unreadable.ts'

type Container = { [key: string]: Json | undefined } | (Json | undefined)[]

/** Nobody has a list as long as this; a longer one is a slip of the path. */
const longestList = 10_000

/** Arguments that come value by value (Vertex AI, "Streaming function call arguments"). */
export class PartialArgs {
  readonly #root: { [key: string]: Json | undefined }
  /** The path of the text that goes on. */
  #open: string | undefined

  constructor(args: JsonObject | null | undefined) {
    this.#root = Object.assign(Object.create(null), args)
  }

  /** Takes `{jsonPath, stringValue | numberValue | boolValue | nullValue, willContinue}`. */
  add(piece: JsonObject): void {
    const path = String(piece['jsonPath'] ?? '$')
    const steps = stepsOf(path)
    const last = steps.pop()
    if (last === undefined) return
    let at: Container = this.#root
    steps.forEach((step, i) => {
      at = within(at, step, steps[i + 1] ?? last)
    })
    const value = plainValue(piece)
    const before = memberOf(at, last)
    const goesOn = this.#open === path && typeof before === 'string' && typeof value === 'string'
    setMember(at, last, goesOn ? before + value : value)
    this.#open = piece['willContinue'] === true ? path : undefined
  }

  /** All that came, as JSON. */
  text(): string {
    return JSON.stringify(this.#root)
  }
}

/** `$.a[0]['b c']` as a, 0, b c (RFC 9535, what Google writes of it). */
const stepsOf = (path: string): (string | number)[] =>
  [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[(['"])(.*?)\3\]/g)].map(([, name, index, , quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  )

function within(at: Container, step: string | number, next: string | number): Container {
  const existing = memberOf(at, step)
  if (isContainer(existing)) return existing
  const made: Container = typeof next === 'number' ? [] : Object.create(null)
  setMember(at, step, made as Json)
  return made
}

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isJsonObject(value)

const memberOf = (at: Container, step: string | number): Json | undefined =>
  Array.isArray(at) ? at[Number(step)] : at[step]

function setMember(at: Container, step: string | number, value: Json): void {
  if (!Array.isArray(at)) at[step] = value
  else if (Number(step) < longestList) at[Number(step)] = value
  else throw unreadable('an event that cannot be read')
}

const plainValue = ({ stringValue, numberValue, boolValue }: JsonObject): Json =>
  stringValue ?? numberValue ?? boolValue ?? null
