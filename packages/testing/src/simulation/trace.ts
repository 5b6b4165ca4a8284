import { mixed } from './chance.ts'
import type { Sight } from './seen.ts'

const kinds: Readonly<Record<Sight['type'], number>> = {
  ...{ told: 0, 'call-start': 1, 'call-end': 2, reserved: 3, settled: 4, asked: 5, content: 6, over: 7, left: 8 },
}

/** Everything that was seen, in order: as one number, and in words where somebody wants to read it. */
export class Trace {
  hash = 0
  readonly lines: string[] | undefined

  constructor(inWords: boolean) {
    this.lines = inWords ? [] : undefined
  }

  add(sinceStartMs: number, sight: Sight): void {
    this.hash = mixed(mixed(this.hash, kinds[sight.type]), Math.floor(sinceStartMs * 16))
    this.hash = mixed(this.hash, numberOf(sight))
    this.lines?.push(`${sinceStartMs.toFixed(1).padStart(9)} ${inWords(sight)}`)
  }
}

function numberOf(sight: Sight): number {
  if (sight.type === 'told') return eventNumber(sight.event.type) + sight.instance.number
  if ('call' in sight) return sight.call.id * 8 + sight.call.said
  if ('reservation' in sight) return textNumber(sight.reservation.id)
  return sight.request.asked.id * 16 + sight.request.parts
}

const eventNumbers = new Map<string, number>()

/** There are few of them, and they are told often. */
function eventNumber(type: string): number {
  const known = eventNumbers.get(type)
  if (known !== undefined) return known
  const number = textNumber(type)
  eventNumbers.set(type, number)
  return number
}

function textNumber(text: string): number {
  let number = text.length
  for (let at = 0; at < text.length; at++) number = Math.imul(number, 31) + text.charCodeAt(at)
  return number
}

function inWords(sight: Sight): string {
  if (sight.type === 'told') {
    const { instance, event } = sight
    const { type, ...rest } = event
    const said: Readonly<Record<string, unknown>> = { ...rest }
    const { atMs: _, attempts: __, rejected: ___, ...facts } = said
    return `[${instance.number}] ${type} ${JSON.stringify(facts).slice(0, 240)}`
  }
  if ('call' in sight) {
    const { id, instance, deployment, prompt, plan, said } = sight.call
    const fault = plan.fault ? ` (${plan.fault})` : ''
    return `[${instance.number}] ${sight.type} ${id}: ${deployment} for p${prompt}${fault}, ${said} of ${plan.parts} parts`
  }
  if ('reservation' in sight) {
    const { id, claims, instance, actuals } = sight.reservation
    const amounts = claims.map(({ key, amount }) => `${key} ${actuals.get(key) ?? amount}`)
    return `[${instance.number}] store ${sight.type} ${id}: ${amounts.join(', ') || 'nothing'}`
  }
  const { id, instance, outcome, parts, call, failure } = sight.request
  const end = outcome ? ` ${outcome}${failure ? ` (${failure.kind}: ${failure.message})` : ''}` : ''
  return `[${instance.number}] client r${id} ${sight.type}${end}${call === undefined ? '' : `, ${parts} parts of call ${call}`}`
}
