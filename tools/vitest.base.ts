import { basename } from 'node:path'
import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

const conditions = ['@turnout/source', 'node', 'import', 'default']

/** Tests read other packages' sources (condition "@turnout/source"), so no build is needed before `vitest`. */
export const projectConfig = (dir: string, test: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig =>
  defineProject({
    ssr: { resolve: { conditions, externalConditions: conditions } },
    // Three workers, on two cores too: tests of whole processes and of real servers wait more than they work.
    test: {
      name: basename(dir),
      root: dir,
      environment: 'node',
      include: ['src/**/*.test.ts'],
      maxWorkers: 3,
      // Files share the modules they import: to read all of them anew for each file took longer than most tests.
      isolate: false,
      // Property tests take their time on a machine that does other things as well.
      testTimeout: 30_000,
      ...test,
    },
  })
