/** Takes whatever callbacks send, and says that it is well. `node callback-sink.ts` prints where it listens. */
import { createServer } from 'node:http'
import { listen } from '../processes/listen.ts'

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
})

listen(server)
process.on('disconnect', () => process.exit())
