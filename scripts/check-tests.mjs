import { root } from './setup/paths.mjs';
import { placeFaults } from './tests/places.mjs';

// `test/unit` mirrors `src` and `scripts`. Prints each test in another place, and exits with 1.
const faults = placeFaults(root);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
