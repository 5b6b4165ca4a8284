import fc from 'fast-check'
import { expect, it } from 'vitest'
import { GatheredBytes } from './gathered-bytes.ts'

it('gives all pieces as one, in order, once, and leaves them as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 6 }), { maxLength: 3 }),
      (rounds) => {
        const before = rounds.map((pieces) => pieces.map((piece) => [...piece]))
        const gathered = new GatheredBytes()
        for (const pieces of rounds) {
          for (const piece of pieces) gathered.add(piece)
          const all = pieces.flatMap((piece) => [...piece])
          expect(gathered.size).toBe(all.length)
          expect([...gathered.take()]).toEqual(all)
          expect([gathered.size, gathered.take().byteLength]).toEqual([0, 0])
        }
        expect(rounds.map((pieces) => pieces.map((piece) => [...piece]))).toEqual(before)
      },
    ),
  )
})

it('does not write into the memory behind a piece, nor into what it gave away', () => {
  const read = Uint8Array.of(1, 2, 3, 4)
  const gathered = new GatheredBytes()
  gathered.add(read.subarray(0, 2))
  gathered.add(Uint8Array.of(9))
  const first = gathered.take()
  gathered.add(Uint8Array.of(7))
  gathered.add(Uint8Array.of(8))
  expect([read, first]).toEqual([Uint8Array.of(1, 2, 3, 4), Uint8Array.of(1, 2, 9)])
})

it('gives a piece that is alone without a copy', () => {
  const gathered = new GatheredBytes()
  const piece = Uint8Array.of(1, 2, 3)
  gathered.add(piece)
  expect(gathered.take()).toBe(piece)
})

it('gives thousands of single bytes among larger pieces as one', () => {
  const sizes = Array.from({ length: 3_000 }, (_, at) => (at % 700 === 0 ? 2_000 : 1))
  const pieces = sizes.map((size, at) => new Uint8Array(size).fill(at % 251))
  const gathered = new GatheredBytes()
  for (const piece of pieces) gathered.add(piece)
  expect(Buffer.from(gathered.take()).equals(Buffer.concat(pieces))).toBe(true)
})
