import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRouterFromConfig } from './create-router-from-config.ts'

describe('the client that talks to providers', () => {
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', () => socket.end('nonsense\r\n\r\n'))
  })
  afterEach(() => server.close())

  /** Each client has its own word for what is no answer. */
  it.each([
    [{}, 'MALFORMED_ANSWER'],
    [{ http_client: 'http1' }, 'MALFORMED_ANSWER'],
    [{ http_client: 'undici' }, 'HTTPParserError'],
  ])('is as configured: %j', async (general_settings, word) => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const litellm_params = { model: 'openai/a', api_base: `http://127.0.0.1:${port}`, api_key: 'k' }
    const router = await createRouterFromConfig({
      model_list: [{ model_name: 'a', litellm_params }],
      router_settings: { num_retries: 0 },
      general_settings,
    })
    const asked = router.completion({ model: 'a', messages: [{ role: 'user', content: 'a' }] })
    await expect(asked).rejects.toThrow(word)
    await router.close()
  })
})
