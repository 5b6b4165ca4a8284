import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exportBody } from './export-body.ts'

it('is whole JSON, of any spans in any letters', () => {
  const name = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), name, (names, resource) => {
      const body = exportBody(
        JSON.stringify(resource),
        names.map((one) => JSON.stringify({ name: one })),
      )
      const read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
      expect(read.resourceSpans[0].resource.attributes).toEqual([resource])
      expect(read.resourceSpans[0].scopeSpans[0].spans).toEqual(names.map((one) => ({ name: one })))
    }),
  )
})
