import { lockStation } from '../../../src/main/database/station-lock.ts';

const [path = ''] = process.argv.slice(2);
lockStation(path);
process.send?.('held');
setInterval(() => undefined, 60_000);
