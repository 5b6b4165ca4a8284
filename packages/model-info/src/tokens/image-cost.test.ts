import { expect, it } from 'vitest'
import { imageCost } from './image-cost.ts'

it('is a guess: 85 in low detail, else 765', () => {
  expect(imageCost('low')).toEqual({ tokens: 85, most: 85, sure: false })
  expect(imageCost(undefined)).toEqual({ tokens: 765, most: 1445, sure: false })
})
