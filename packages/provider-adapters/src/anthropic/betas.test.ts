import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { betasOf } from './betas.ts'

const file = (file: object) => ({ messages: [{ role: 'user', content: [{ type: 'file', file }] }] })

describe('betasOf', () => {
  it.each<readonly [request: object, betas: readonly string[]]>([
    [{}, []],
    [{ tools: [{ type: 'function', function: { name: 'f' } }] }, []],
    [{ tools: [{ type: 'computer_20250124', name: 'computer' }] }, ['computer-use-2025-01-24']],
    [{ tools: [{ type: 'memory_20250818' }], context_management: {} }, ['context-management-2025-06-27']],
    [{ mcp_servers: [] }, ['mcp-client-2025-11-20']],
    [file({ file_id: 'file_1' }), ['files-api-2025-04-14']],
    [file({ file_id: 'https://x/a.pdf' }), []],
    [file({ file_data: 'data:application/pdf;base64,AA==' }), []],
  ])('finds what %j needs', (request, betas) => {
    expect(betasOf(chatCall(request))).toEqual(betas)
  })
})
