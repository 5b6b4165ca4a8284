import { startUpstream } from '../../../../../tools/fake-upstream.ts'
import { isAnswered } from './pairing.test.ts'
import { type Failure, failures, type Question, type Said, type Sent, type Vendor } from './vendor.test.ts'

export type Mind = (question: Question, vendor: string) => Said | Failure

/** Two at once, one of them without arguments. */
export const twoCalls = [
  { id: 'call_1', name: 'weather', arguments: { city: 'Zürich', days: 2 } },
  { id: 'call_2', name: 'now', arguments: {} },
]

/** It fails where it is told to (`fail:busy`), calls two tools where it has any, and else talks. */
export const obliging: Mind = ({ body, hasTools, turns }) => {
  const failure = failures.find((name) => body.includes(`fail:${name}`))
  if (failure) return failure
  return hasTools && !isAnswered(turns) ? { calls: twoCalls } : { text: 'Grüezi, 世界 👋' }
}

/**
 * A vendor on loopback. What its vendor would refuse, it refuses, and says why; what is asked with `cut:` ends in the middle,
 * what is asked with `trouble:` is a stream of one failure.
 * `questions` are all it was asked.
 */
export async function startVendor(vendor: Vendor, mind: Mind = obliging) {
  const questions: Question[] = []
  const answer = (question: Question): Sent => {
    questions.push(question)
    if (question.problems.length > 0) return vendor.failure('bad', question.problems.join('; '))
    if (question.operation === 'embedding') return vendor.embedding(question)
    const said = mind(question, vendor.name)
    if (typeof said === 'string') return vendor.failure(said, 'As you wish.')
    const sent = vendor.chat(said, question)
    if (question.body.includes('trouble:')) return { ...sent, body: vendor.trouble('No more today.') }
    return question.body.includes('cut:') ? { ...sent, body: sent.body.slice(0, sent.body.length / 2) } : sent
  }
  const upstream = await startUpstream((response, asked) => {
    const question = vendor.asked(asked)
    const sent =
      question === undefined
        ? vendor.failure('gone', `No ${asked.path} here.`)
        : 'type' in question
          ? question
          : vendor.isKnown(asked.headers)
            ? answer(question)
            : vendor.failure('locked', 'Who are you?')
    response.writeHead(sent.status ?? 200, { 'content-type': sent.type, ...sent.headers }).end(sent.body)
  })
  return { ...upstream, questions }
}

export type RunningVendor = Awaited<ReturnType<typeof startVendor>>
