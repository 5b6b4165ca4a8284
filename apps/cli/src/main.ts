#!/usr/bin/env node
import { program } from './index.ts'
import { tuneEngine } from './tune-engine.ts'

tuneEngine()

// A reader that has left (`turnout check f | head`) is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))

await program().parseAsync()
