import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { runTurnout, temporaryFile } from '../../../tools/start-turnout.ts'

it('ends at once where its port is in use, also while it is connected to a store', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const yaml = `
model_list: [{model_name: m, litellm_params: {model: simulated/m}}]
router_settings: {redis_url: "redis://127.0.0.1:${port}"}
`
  const { code, stderr } = await runTurnout([
    ...['serve', '--config', temporaryFile('config.yaml', yaml), '--port', String(port)],
  ])
  expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`)
  expect(code).toBe(1)
  server.close()
}, 20_000)
