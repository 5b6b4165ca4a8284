// The callback in use: the configuration beside it names it by its path.
import { join } from 'node:path'
import { createRouterFromConfig } from '@turnout/router'

const router = await createRouterFromConfig(join(import.meta.dirname, 'turnout.yaml'))
await router.completion({ model: 'chat', messages: [{ role: 'user', content: 'How are you?' }] })
await router.close()
