#!/usr/bin/env node
import { program } from './index.ts'
import { tuneEngine } from './tune-engine.ts'

tuneEngine()

// A reader that has left (`turnout check f | head`) is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))

// Nor is it an end of what serves when nobody reads what it says.
process.stderr.on('error', () => {})

await program().parseAsync()
