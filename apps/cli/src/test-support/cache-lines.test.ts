import { type Turnout, until } from './running-turnout.test.ts'

const lost = 'The response cache is lost'
const back = 'The response cache is back'

/** How often a process has said that its cache is lost, and that it is back. */
export const cacheLines = ({ output }: Turnout): readonly number[] =>
  [lost, back].map((line) => output().split(line).length - 1)

export const saysLost = (turnout: Turnout): Promise<void> =>
  until(() => turnout.output().includes(lost), turnout.output)

export const saysBack = (turnout: Turnout): Promise<void> =>
  until(() => turnout.output().includes(back), turnout.output)
