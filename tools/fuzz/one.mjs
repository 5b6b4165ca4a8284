import { targets } from './targets/index.ts'; import { corpusOf } from './corpus.ts'; import {whyWrong} from './why-wrong.ts'
for (const t of targets) if (!process.argv[2] || t.name===process.argv[2]) for (const i of corpusOf(t.name)) { const w = whyWrong(t,i.bytes); if (w) console.log(t.name,i.name,w.slice(0,300)) }
