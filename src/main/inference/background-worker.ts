import { takeLowPriority } from '../host/low-priority.ts';
import './worker.ts';

/** Runs models for whoever is not the line: evaluations, replays, checks of known parts. The line goes first. */
takeLowPriority();
