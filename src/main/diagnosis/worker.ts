import { takeLowPriority } from '../host/low-priority.ts';
import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import { makeCheck } from './make-check.ts';
import { toDiagnosisProcessSchema, type FromDiagnosisProcess } from './protocol.ts';
import { writeSupportArchive } from './support-archive.ts';

/** The diagnosis process. A check that hangs or crashes it only loses its own result; the line has priority. */
const port = workerPort();

port.onMessage((message) => {
  takeLowPriority();
  void work(message).catch((error: unknown) => tell({ kind: 'failed', ...toldFailure(error) }));
});

function tell(message: FromDiagnosisProcess): void {
  port.send(message);
}

async function work(message: unknown): Promise<void> {
  const { work: asked, ...station } = toDiagnosisProcessSchema.parse(message);
  if (asked.kind === 'checks') {
    for (const check of asked.checks) tell({ kind: 'check', result: await makeCheck(check, station) });
  } else {
    await writeSupportArchive(asked.file, asked.diagnosis, station);
    tell({ kind: 'written' });
  }
}
