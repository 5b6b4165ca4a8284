import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'tools', 'bench', 'examples'],
    // More than there are cores: whole-process tests wait more than they work.
    maxWorkers: 3,
    reporters: ['default', './tools/plain-reporter.ts'],
  },
})
