import { decisionBody } from '@turnout/core'
import { expect, it } from 'vitest'
import { endOf } from '../test-support/events.test.ts'
import { decisionText } from './decision-text.ts'

const one = endOf({ steps: [{ type: 'wait', atMs: 1, waitMs: 2 }] })
const other = endOf({ requestId: 'other' })

it('is the body of each record as text, whoever asks in whichever order', () => {
  for (const record of [one, one, other, one, other, other])
    expect(JSON.parse(decisionText(record, true))).toEqual(decisionBody(record))
})

it('may be without steps', () => {
  const { steps, ...rest } = decisionBody(one)
  expect(steps).toBeDefined()
  expect([JSON.parse(decisionText(one, false)), JSON.parse(decisionText(one, true))]).toEqual([
    rest,
    { ...rest, steps },
  ])
})
