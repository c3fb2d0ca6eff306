import { benchCanvas } from './canvas'

await benchCanvas((line) => console.log(JSON.stringify(line)))
