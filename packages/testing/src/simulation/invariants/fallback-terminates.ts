import type { Invariant } from './invariant.ts'

const usually = 5

/** Rings of fallbacks are allowed: the walk goes round no ring. */
export const fallbackTerminates: Invariant = {
  number: 8,
  says: 'a walk through fallbacks visits each group once at most, and no more of them than it may',
  sees: ['told'],
  onSight({ world }, sight) {
    if (sight.type !== 'told' || sight.event.type !== 'fallback' || !sight.request) return undefined
    const { fallbacks, id, starts } = sight.request
    const { router_settings } = world.file
    const { to, from } = sight.event
    if (to === from) return `r${id}: ${from} falls back to itself`
    // Whoever waits for all to cool down begins anew.
    if (router_settings.when_all_cooling === 'wait') return undefined
    const most = router_settings.max_fallbacks ?? usually
    if (fallbacks.length > most) return `r${id}: ${fallbacks.length} fallbacks, at most ${most}`
    const visits = fallbacks.filter(({ group }) => group === to).length
    return visits > 1 && starts === 1 ? `r${id}: it comes to ${to} ${visits} times` : undefined
  },
}
