import { takeLowPriority } from '../host/low-priority.ts';
import './worker.ts';

/** The process that runs models for everything except the line: evaluations, replays, checks of known parts. It has a low priority. */
takeLowPriority();
