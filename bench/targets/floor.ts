/** The least a proxy in Node can do: node:http, JSON, undici. `node floor.ts UPSTREAM_PORT` prints where it listens. */
import { createServer, type ServerResponse } from 'node:http'
import { Agent } from 'undici'
import { listen } from '../processes/listen.ts'
import { models } from './models.ts'
import { PassOn } from './pass-on.ts'

const origin = `http://127.0.0.1:${process.argv[2]}`
const agent = new Agent({ pipelining: 1 })
const headers = { authorization: 'Bearer sk-bench', 'content-type': 'application/json' }

const forward = (path: string, text: string, response: ServerResponse): void => {
  const request = JSON.parse(text) as { model: string }
  request.model = models.get(request.model) ?? request.model
  agent.dispatch({ origin, path, method: 'POST', headers, body: JSON.stringify(request) }, new PassOn(response))
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const [first] = pieces
    const body = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces)
    forward(request.url ?? '/', body.toString(), response)
  })
})

listen(server)
