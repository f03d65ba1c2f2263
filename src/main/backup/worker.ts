import { takeLowPriority } from '../host/low-priority.ts';
import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import { toBackupProcessSchema, type FromBackupProcess } from './protocol.ts';
import { writeBackup } from './write-backup.ts';

/** The process that takes a backup. It has the lowest priority, so that the line goes first. */
const port = workerPort();
takeLowPriority();
/** Shortest time between two reports of progress, milliseconds. */
const pauseMs = 200;
let toldAt = Number.NEGATIVE_INFINITY;

port.onMessage((message) => {
  void take(message).then(tell);
});

function tell(message: FromBackupProcess): void {
  port.send(message);
}

async function take(message: unknown): Promise<FromBackupProcess> {
  try {
    const { name, summary } = await writeBackup(toBackupProcessSchema.parse(message), (progress) => {
      if (performance.now() - toldAt < pauseMs) return;
      toldAt = performance.now();
      tell({ kind: 'progress', progress });
    });
    return { kind: 'finished', name, summary };
  } catch (error) {
    return { kind: 'failed', ...toldFailure(error) };
  }
}
