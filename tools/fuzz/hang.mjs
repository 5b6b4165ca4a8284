import { writeFileSync } from 'node:fs'
import { seededRandom } from '@turnout/testing'
import { targets } from './targets/index.ts'; import { corpusOf } from './corpus.ts'; import { mutate } from './mutate.ts'
const target = targets.find(t=>t.name==='config-file'); const random = seededRandom(3); const inputs = corpusOf(target.name).map(i=>i.bytes)
for(let n=0;;n++){ const from = inputs[Math.floor(random()*inputs.length)]; const b = mutate(from,{random,words:target.words,others:inputs}); writeFileSync('/tmp/hang.bin',b); const t=process.cpuUsage(); try{target.run(b)}catch(e){console.log(e.message)}; const ms=process.cpuUsage(t).user/1000; if(ms>150) console.log(n,b.length,ms) }
