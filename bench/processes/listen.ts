import type { AddressInfo, Server } from 'node:net'

/** Listens on a free port of this machine only, and says which, in the words of `turnout serve`. */
export const listen = (server: Server): void => {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => {
    const { port } = server.address() as AddressInfo
    console.log(`listening on http://127.0.0.1:${port}`)
  })
}
