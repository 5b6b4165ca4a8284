/** A program as two processes behind one port: `node two-floors.ts PROGRAM [ARGUMENT …]`. */
import cluster from 'node:cluster'

const [exec, ...args] = process.argv.slice(2)
cluster.setupPrimary({ exec, args })
cluster.fork()
cluster.fork()
