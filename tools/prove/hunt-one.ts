import { hunt, worldsFrom } from './hunt.ts'

/** `node hunt-one.ts SEEDS`: the first seed that breaks, as JSON; nothing where none does. Runs on sources with a planted bug. */
const [seeds = '2000'] = process.argv.slice(2)
const { broken } = await hunt(worldsFrom(1, Number(seeds)), true)
const [first] = broken
const { world: _, ...found } = first ?? { world: undefined }
console.log(JSON.stringify(first ? found : null))
