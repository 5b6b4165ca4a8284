import { foundFiles, isTest } from './found-files.ts'

const most = 250

/** No source file is longer than a reader can hold. */
export const fileSize = (root: string): readonly string[] =>
  foundFiles(root, '{packages,apps}/*/**/*.ts', '{tools,bench}/**/*.ts')
    .filter((file) => !isTest(file))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path}: has ${lines} lines; split it, ${most} is the most`)
