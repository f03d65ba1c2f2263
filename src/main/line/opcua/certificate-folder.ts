import { join } from 'node:path';

/** Where keys and certificates of an output stand, below the station's folder. */
export const certificateFolder = (home: string, id: string): string => join(home, 'secrets', id);
