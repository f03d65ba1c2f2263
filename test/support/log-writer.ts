import { join } from 'node:path';
import { createJournal } from '../../src/main/log/journal.ts';
import { createLogWriter } from '../../src/main/log/log-writer.ts';
import type { LogWriter } from '../../src/main/log/log-writer.ts';
import type { LogRepository } from '../../src/main/log/repository.ts';

/** Opens the writer of a home's log. */
export function openLogWriter(repository: LogRepository, home: string): LogWriter {
  return createLogWriter({
    repository,
    journal: createJournal(join(home, 'log-journal.jsonl')),
    onWritten: () => undefined,
    onState: () => undefined,
  });
}
