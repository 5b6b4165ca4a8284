import { expect, it } from 'vitest'
import { joinedNeeds } from './joined-needs.ts'
import { inFlight } from './signals/in-flight.ts'
import { usage } from './signals/usage.ts'

it('has what each part needs', () => {
  const parts = [
    { name: 'one', needs: { inFlight } },
    { name: 'two', needs: { inFlight, usage } },
  ]
  expect(joinedNeeds(parts)).toEqual({ inFlight, usage })
})

it('refuses two signals of one name', () => {
  const parts = [
    { name: 'one', needs: { load: inFlight } },
    { name: 'two', needs: { load: usage } },
  ]
  expect(() => joinedNeeds(parts)).toThrow('two and another part of firstOf both need a signal as load')
})
