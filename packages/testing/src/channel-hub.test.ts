import type { Snapshot } from '@turnout/core'
import { expect, it } from 'vitest'
import { ChannelHub } from './channel-hub.ts'
import { TestClock } from './test-clock.ts'

it('lets all who listen hear what is published, later, until it is cut', async () => {
  const clock = new TestClock()
  const hub = new ChannelHub(clock, 5)
  const heard: Snapshot[] = []
  const stop = hub.listen((snapshot) => heard.push(snapshot))
  const snapshot = { instance: 'one', signals: { a: { load: 2 } } }
  await hub.publish(snapshot)
  await clock.advance(4)
  expect(heard).toEqual([])
  await clock.advance(1)
  expect(heard).toEqual([snapshot])
  hub.cut()
  await expect(hub.publish(snapshot)).rejects.toThrow('cut')
  hub.mend()
  stop()
  await hub.publish(snapshot)
  await clock.advance(5)
  expect(heard).toHaveLength(1)
  expect(hub.said).toHaveLength(2)
})
