import { root } from './setup/paths.mjs';
import { tableFaults } from './tables/table-faults.mjs';
import { tables } from './tables/tables.mjs';

// Each table of the database has one owner. Prints the violations in the sources, and exits with 1.
const faults = tableFaults(root, tables);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
