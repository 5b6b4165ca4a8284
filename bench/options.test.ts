import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { peers } from './peers/peers.ts'

const names = (things: readonly { readonly name: string }[]): readonly string[] => things.map(({ name }) => name)

test('everything, against Turnout, unless said', () => {
  const { scenarios, challengers, plan } = readOptions([])
  expect(names(scenarios)).toEqual(['chat', 'medium', 'large', 'huge', 'burst', 'paced', 'mixed'])
  expect(names(challengers)).toEqual(['turnout'])
  expect(plan.rounds).toBe(25)
})

test('several scenarios and targets, each target once, and peers with them', () => {
  const args = ['--only', 'burst', '--only', 'chat', '--against', 'portkey', '--against', 'turnout', '--peers']
  const { scenarios, challengers } = readOptions([...args, '--rounds', '3'])
  expect(names(scenarios)).toEqual(['burst', 'chat'])
  expect(names(challengers)).toEqual(['portkey', 'turnout', ...names(peers).filter((name) => name !== 'portkey')])
})

test.each([[['--only', 'x']], [['--against', 'x']], [['--rounds', '0']], [['--rounds', '1.5']], [['--x']]])(
  '%j makes no sense',
  (args) => {
    expect(() => readOptions(args)).toThrow()
  },
)
