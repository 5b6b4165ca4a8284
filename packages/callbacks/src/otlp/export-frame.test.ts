import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WaitingTexts } from '../delivery/waiting-texts.ts'
import { exportFrame } from './export-frame.ts'

it('is whole JSON, of any spans in any letters', () => {
  const name = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), name, (names, resource) => {
      const texts = new WaitingTexts(10, exportFrame(JSON.stringify(resource)))
      for (const one of names) texts.add(JSON.stringify({ name: one }))
      const read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(texts.take().content))
      expect(read.resourceSpans[0].resource.attributes).toEqual([resource])
      expect(read.resourceSpans[0].scopeSpans[0].spans).toEqual(names.map((one) => ({ name: one })))
    }),
  )
})
