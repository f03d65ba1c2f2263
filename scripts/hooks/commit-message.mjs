import { readFileSync } from 'node:fs';
import { messageFault } from './message-fault.mjs';

// Git calls this script with the file of the message (.githooks/commit-msg).
const [, , file = ''] = process.argv;
const fault = messageFault(readFileSync(file, 'utf8'));
if (fault !== undefined) {
  process.stderr.write(`${fault}\nThe message is kept: git commit --edit --file "${file}"\n`);
  process.exitCode = 1;
}
