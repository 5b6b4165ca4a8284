import { basename } from 'node:path'
import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

const conditions = ['@turnout/source', 'node', 'import', 'module', 'default']

/** Tests read other packages' sources (condition "@turnout/source"), so no build is needed before `vitest`. */
export const projectConfig = (dir: string, test: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig =>
  defineProject({
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { name: basename(dir), root: dir, environment: 'node', include: ['src/**/*.test.ts'], ...test },
  })
