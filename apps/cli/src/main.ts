#!/usr/bin/env node
import { program } from './index.ts'

await program().parseAsync()
