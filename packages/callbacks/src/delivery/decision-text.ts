import { type DecisionRecord, decisionBody } from '@turnout/core'
import { recordText } from './record-text.ts'

let lastRecord: DecisionRecord | undefined
let lastText = ''

/** `decisionBody` as text. Several callbacks are told of the same record one after the other: it is written once. */
export function decisionText(record: DecisionRecord, withSteps: boolean): string {
  if (withSteps && record.steps) return JSON.stringify(decisionBody(record))
  if (record !== lastRecord) {
    lastRecord = record
    lastText = recordText(record)
  }
  return lastText
}
