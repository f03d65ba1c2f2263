import type { JudgedEntry, LogEntryDetail } from '../../src/shared/contract/log.ts';

/** Returns an entry as one with a verdict. @throws Error for a part that was not inspected */
export function judgedEntry(entry: LogEntryDetail): JudgedEntry {
  if (entry.verdict === 'not-inspected') throw new Error(`Entry ${entry.id} was not inspected`);
  return entry;
}
