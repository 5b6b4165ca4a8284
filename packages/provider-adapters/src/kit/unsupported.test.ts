import { expect, it } from 'vitest'
import { unsupported } from './unsupported.ts'

it('names the parameter', () => {
  const refusal = unsupported('x', 'n')
  expect(refusal).toMatchObject({ kind: 'bad-request', code: 'unsupported_parameter', param: 'n' })
  expect(refusal.message).toBe('The x adapter does not support the parameter n.')
  expect(unsupported('x', 'messages[0]', 'images').message).toBe('The x adapter does not support images.')
})
