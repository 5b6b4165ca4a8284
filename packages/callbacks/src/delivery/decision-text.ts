import { type DecisionRecord, decisionBody } from '@turnout/core'

let lastRecord: DecisionRecord | undefined
let lastText = ''

/** `decisionBody` as text. Several callbacks are told of the same record one after the other: it is written once. */
export function decisionText(record: DecisionRecord, withSteps: boolean): string {
  if (!withSteps && record.steps) return JSON.stringify(decisionBody({ ...record, steps: undefined }))
  if (record !== lastRecord) {
    lastRecord = record
    lastText = JSON.stringify(decisionBody(record))
  }
  return lastText
}
