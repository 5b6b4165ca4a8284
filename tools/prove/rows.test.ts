import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientCases, trialsOf, upstreamCases } from '@turnout/testing/fault-wall'
import { describe, expect, it } from 'vitest'
import { rows } from './rows/index.ts'

const root = join(import.meta.dirname, '../..')
const families = { U: 48, C: 28, R: 20, G: 18, P: 12, T: 6, L: 6 }
const walled = new Set(trialsOf([...upstreamCases, ...clientCases], true).map(({ row }) => row))

describe('the rows of the fault matrix', () => {
  it('are all there, once, in order', () => {
    const ids = Object.entries(families).flatMap(([family, count]) =>
      Array.from({ length: count }, (_, at) => `${family}${String(at + 1).padStart(2, '0')}`),
    )
    expect(rows.map(({ id }) => id)).toEqual(ids)
  })

  it.each(rows)('$id is proved where it says, or says why not', ({ id, proof }) => {
    if (proof === 'wall') expect(walled).toContain(id)
    else if ('notYet' in proof) expect(proof.notYet).not.toBe('')
    else
      for (const [file, name] of proof) {
        expect(existsSync(join(root, file)), file).toBe(true)
        expect(name).not.toBe('')
        expect(readFileSync(join(root, file), 'utf8').includes(name), `${name} in ${file}`).toBe(true)
      }
  })

  it('have every case of the wall', () => {
    expect([...walled].filter((row) => !rows.some(({ id, proof }) => id === row && proof === 'wall'))).toEqual([])
  })
})
