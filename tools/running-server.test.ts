import { describe, expect, it } from 'vitest'
import { planted } from './planted.ts'
import { runningServer } from './running-server.ts'

const serving = "console.log('listening on nothing'); setInterval(() => {}, 1_000)"
const refusing = "console.error('Port 4000 on 127.0.0.1 is in use'); process.exit(1)"

describe('runningServer', () => {
  it('waits until the server listens, and stops it', async () => {
    const server = await runningServer('node serve.js', planted({ 'serve.js': serving }))
    await expect(server.stop()).resolves.toBeUndefined()
    await expect(server.stop()).resolves.toBeUndefined()
  })

  it('says which port to free', async () => {
    await expect(runningServer('node serve.js', planted({ 'serve.js': refusing }))).rejects.toThrow(
      'node serve.js: did not listen; free port 4000 and run this again\nPort 4000 on 127.0.0.1 is in use\n',
    )
  })
})
