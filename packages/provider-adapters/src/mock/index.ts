export { mock } from './mock.ts'
