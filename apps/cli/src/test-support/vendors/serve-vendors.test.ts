import { serveTurnout } from '../../../../../tools/start-turnout.ts'
import { stopNow } from '../running-turnout.test.ts'
import { vendors } from './all.test.ts'
import { deploymentsOf } from './deployments.test.ts'
import { type Mind, type RunningVendor, startVendor } from './start-vendor.test.ts'

/** The proxy before every vendor: groups bear the vendors' names, and `NAME-embedding` where one embeds. */
export async function serveVendors(mind: Mind, settings: object = {}, names = vendors.map(({ name }) => name)) {
  const servers = new Map<string, RunningVendor>()
  const list: object[] = []
  for (const vendor of vendors.filter(({ name }) => names.includes(name))) {
    const server = await startVendor(vendor, mind)
    servers.set(vendor.name, server)
    const { chat, embedding } = deploymentsOf[vendor.name]?.(server.base) ?? {}
    list.push({ model_name: vendor.name, litellm_params: chat })
    if (embedding) list.push({ model_name: `${vendor.name}-embedding`, litellm_params: embedding })
  }
  const turnout = await serveTurnout(
    JSON.stringify({
      model_list: list,
      router_settings: { num_retries: 0, disable_cooldowns: true, ...settings },
      general_settings: { master_key: 'sk-master' },
    }),
  )
  return {
    turnout,
    servers,
    server(name: string): RunningVendor {
      const server = servers.get(name)
      if (!server) throw new Error(`nobody plays ${name}`)
      return server
    },
    async stop() {
      await stopNow(turnout)
      await Promise.all([...servers.values()].map((server) => server.stop()))
    },
  }
}
