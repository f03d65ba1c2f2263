import { join } from 'node:path';

/** Returns the folder of an output's keys and certificates, below the home folder. */
export const certificateFolder = (home: string, id: string): string => join(home, 'secrets', id);
