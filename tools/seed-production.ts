import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The seed page's "Complete Production Example", with its indentation put back. */
export const seedProduction = readFileSync(join(import.meta.dirname, 'seed-production.yaml'), 'utf8')
