import { describe, expect, it } from 'vitest'
import { connectionFailure } from './connection-failure.ts'

const broken = (code: string) => Object.assign(new Error('no'), { code })

describe('connectionFailure', () => {
  it('is a timeout when connecting took too long', () => {
    const cause = broken('UND_ERR_CONNECT_TIMEOUT')
    expect(connectionFailure(cause, 'unsent')).toMatchObject({
      ...{ kind: 'timeout', message: 'Connecting took too long.', code: undefined, cause, sent: false },
    })
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_SOCKET', 'CERT_HAS_EXPIRED'])(
    'says that the provider could not be reached, or that its answer was cut: %s',
    (code) => {
      const cause = broken(code)
      const message = expect.stringContaining(code)
      expect(connectionFailure(cause, 'unsent')).toMatchObject({ kind: 'connection', message, cause, sent: false })
      expect(connectionFailure(cause, 'sent')).toMatchObject({
        ...{ kind: 'connection', code: undefined, message, cause, sent: true },
      })
      expect(connectionFailure(cause, 'answered')).toMatchObject({
        ...{ kind: 'connection', code: 'upstream_truncated', message, cause },
      })
    },
  )

  it('names an error without a code', () => {
    expect(connectionFailure(new TypeError('no'), 'sent').message).toContain('TypeError')
  })
})
