/** Preloaded (`node --import`) into every child: says over IPC what CPU time it has used, and ends it when the benchmark is gone. */
import { answerQuestions } from './questions.ts'

answerQuestions({
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
})
process.on('disconnect', () => process.exit())
// The channel must not be what keeps the process alive, or it would live longer than it does without this file.
process.channel?.unref()
