import type { JsonObject } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { Crew } from './crew.ts'
import type { WorkerEnd } from './hand.ts'
import { wirePair } from './test-support/wire-pair.test.ts'
import { differsCode, type WorkerTask } from './worker-task.ts'

const url = 'http://127.0.0.1:4321'

/** A worker that does nothing by itself. */
function puppet(task: WorkerTask) {
  const [wire, mine] = wirePair()
  const heard: JsonObject[] = []
  mine.listen((message) => heard.push(message))
  let tellEnd: (end: WorkerEnd) => void = () => {}
  const ends = (end: Partial<WorkerEnd>) => tellEnd({ code: null, signal: null, ...end })
  const self = {
    ...{ task, heard, wire, pid: 1_000 + task.id, ends, isKilled: false },
    onEnd: (hear: (end: WorkerEnd) => void) => {
      tellEnd = hear
    },
    kill() {
      self.isKilled = true
    },
    ready: (digest = 'one', at = url) =>
      mine.send({ worker: 'ready', url: at, welcome: 'Hello', files: ['f'], digest, inRedis: false }),
    read: (round: number, digest?: string) => mine.send({ worker: 'read', round, files: ['f', 'g'], digest }),
  }
  return self
}

let clock: TestClock
let started: ReturnType<typeof puppet>[]
let said: string[]
let exits: number[]
let completions: number
let crew: Crew

beforeEach(() => {
  clock = new TestClock()
  ;[started, said, exits, completions] = [[], [], [], 0]
  crew = new Crew({
    ...{ count: 3, port: 0, clock, join: () => () => {}, say: (line) => said.push(line) },
    start(task) {
      const one = puppet(task)
      started.push(one)
      return one
    },
    onFirst: () => {},
    onComplete: () => completions++,
    exit: (code) => exits.push(code),
  })
  crew.begin()
})

const at = (index: number) => {
  const one = started[index]
  if (!one) throw new Error(`only ${started.length} were started`)
  return one
}
const allReady = () => {
  at(0).ready()
  at(1).ready()
  at(2).ready()
}

describe('the start', () => {
  it('has the first try the configuration out, and others follow that must serve the same', () => {
    expect(started.map(({ task }) => task)).toEqual([{ id: 1, count: 3, port: 0 }])
    at(0).ready()
    const others = { digest: 'one', inRedis: false }
    expect(started.slice(1).map(({ task }) => task)).toEqual([
      { id: 2, count: 3, port: 0, others },
      { id: 3, count: 3, port: 0, others },
    ])
    at(1).ready()
    expect(completions).toBe(0)
    at(2).ready()
    expect(completions).toBe(1)
  })

  it('is given up where the first cannot start', () => {
    at(0).ends({ code: 1 })
    expect([exits, said]).toEqual([[1], []])
  })

  it('is given up with a word where it dies without one', () => {
    at(0).ends({ signal: 'SIGKILL' })
    expect([exits, said]).toEqual([[1], ['Worker 1 was ended by SIGKILL before it served.']])
  })

  it('is given up where another cannot start, again and again', async () => {
    at(0).ready()
    for (let index = 2; index < 7; index++) {
      expect(exits).toEqual([])
      at(index).ends({ code: 1 })
      await clock.advance(10_000)
    }
    expect(exits).toEqual([1])
    expect(at(0).isKilled).toBe(true)
  })
})

describe('a worker that ends', () => {
  beforeEach(allReady)

  it('is replaced at once, by one with its number that serves what the others serve', async () => {
    at(1).ends({ signal: 'SIGKILL' })
    expect(said).toEqual(['worker 2 (process 1002) was ended by SIGKILL; another takes its place'])
    await clock.advance(0)
    expect(at(3).task).toEqual({ id: 2, count: 3, port: 0, others: { digest: 'one', inRedis: false } })
    at(3).ready()
    expect(completions).toBe(1)
  })

  it('is waited for where it dies again, and for as long as the file says something else', async () => {
    at(1).ends({ code: 7 })
    await clock.advance(0)
    at(3).ends({ code: differsCode })
    expect(said.at(-1)).toBe(
      'worker 2 (process 1002) does not serve what the file says now; another takes its place in 0.1 s',
    )
    await clock.advance(99)
    expect(started).toHaveLength(4)
    await clock.advance(1)
    expect(started).toHaveLength(5)
  })

  it('is started anew from the file, at the port there was, where it was the last', async () => {
    for (const index of [0, 1, 2]) at(index).ends({ signal: 'SIGKILL' })
    await clock.advance(0)
    expect(at(3).task).toEqual({ id: 1, count: 3, port: 4321 })
    at(3).ready('two')
    at(4).ready('two', 'http://127.0.0.1:9999')
    expect(at(4).isKilled).toBe(true)
  })
})

describe('a reading', () => {
  beforeEach(allReady)

  it('is everyone’s, told of by one; who comes later must serve what came of it', async () => {
    const reading = crew.reread()
    await clock.advance(0)
    expect(started.map(({ heard }) => heard)).toEqual([
      [{ primary: 'reread', round: 1, aloud: true }],
      [{ primary: 'reread', round: 1, aloud: false }],
      [{ primary: 'reread', round: 1, aloud: false }],
    ])
    for (const one of started) one.read(1, 'two')
    await reading
    expect(crew.files()).toEqual(['f', 'g'])
    at(0).ends({ signal: 'SIGKILL' })
    await clock.advance(0)
    expect(at(3).task.others?.digest).toBe('two')
    expect(said).toHaveLength(1)
  })

  it('that was refused changes nothing', async () => {
    const reading = crew.reread()
    await clock.advance(0)
    for (const one of started) one.read(1)
    await reading
    at(0).ends({ signal: 'SIGKILL' })
    await clock.advance(0)
    expect(at(3).task.others?.digest).toBe('one')
  })

  it('is over when those who die meanwhile are gone, and told of where not all came to the same', async () => {
    const reading = crew.reread()
    await clock.advance(0)
    at(0).ends({ signal: 'SIGKILL' })
    at(1).read(1, 'two')
    at(2).read(1)
    await reading
    expect(said.at(-1)).toBe('The workers did not all come to the same; read the file again.')
  })

  it('is made good by one that was starting', async () => {
    at(0).ends({ signal: 'SIGKILL' })
    await clock.advance(0)
    void crew.reread()
    await clock.advance(0)
    expect(at(3).heard).toEqual([])
    at(3).ready()
    expect(at(3).heard).toEqual([{ primary: 'reread', round: 1, aloud: false }])
  })
})

describe('the end', () => {
  it('comes when all have ended, whom nobody replaces; a second signal is passed on', async () => {
    allReady()
    crew.stop('SIGTERM')
    crew.stop('SIGINT')
    expect(at(0).heard).toEqual([
      { primary: 'stop', signal: 'SIGTERM' },
      { primary: 'stop', signal: 'SIGINT' },
    ])
    for (const index of [0, 1]) at(index).ends({ code: 0 })
    expect(exits).toEqual([])
    at(2).ends({ code: 0 })
    await clock.advance(60_000)
    expect([exits, said, started.length]).toEqual([[0], ['stopped'], 3])
  })

  it('does not wait for those that do not serve yet', () => {
    crew.stop('SIGTERM')
    expect(at(0).isKilled).toBe(true)
    at(0).ends({ signal: 'SIGKILL' })
    expect(exits).toEqual([0])
  })
})
