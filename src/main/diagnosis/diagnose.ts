import type { CheckResult, Diagnosis } from '../../shared/contract/diagnosis.ts';
import { diagnosisChecks, worstState, type DiagnosisCheck } from '../../shared/domain/diagnosis.ts';
import type { Host } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { checkResult, finding } from './finding.ts';
import { fromDiagnosisProcessSchema, type ToDiagnosisProcess } from './protocol.ts';

export interface DiagnosisRequest {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly home: string;
  readonly version: string;
  /** Longest time of one check, milliseconds. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

/** Default time of a check; a finding reports a check that needs longer, as with a large database on a slow disk. */
const usualPatienceMs = 30_000;

/**
 * Runs every check in separate processes. If a check hangs or crashes, a finding reports it and a new process runs
 * the next checks.
 *
 * @throws the signal's reason if it aborts
 */
export async function diagnose(request: DiagnosisRequest): Promise<Diagnosis> {
  const done: CheckResult[] = [];
  while (done.length < diagnosisChecks.length) {
    request.signal?.throwIfAborted();
    done.push(...(await makeSome(request, diagnosisChecks.slice(done.length))));
  }
  request.signal?.throwIfAborted();
  return { at: Date.now(), state: worstState(done.map(({ state }) => state)), checks: done };
}

/** Runs checks in one process until all are done or one does not end; adds at least one result. */
function makeSome(
  { host, home, version, patienceMs = usualPatienceMs, signal }: DiagnosisRequest,
  checks: DiagnosisCheck[],
): Promise<CheckResult[]> {
  return new Promise((resolve) => {
    const worker = host.forkWorker('diagnosis');
    const made: CheckResult[] = [];
    const end = (last: CheckResult | null): void => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', late);
      worker.kill();
      resolve(last === null ? made : [...made, last]);
    };
    const unmade = (): DiagnosisCheck | null => checks[made.length] ?? null;
    const late = (): void => {
      const check = unmade();
      end(check && checkResult(check, [finding('notFinished', { seconds: Math.round(patienceMs / 1000) })]));
    };
    let patience = setTimeout(late, patienceMs);
    signal?.addEventListener('abort', late, { once: true });
    worker.onMessage((message) => {
      const told = fromDiagnosisProcessSchema.safeParse(message).data;
      if (told?.kind !== 'check' || told.result.check !== unmade()) return;
      clearTimeout(patience);
      made.push(told.result);
      if (unmade() === null) end(null);
      else patience = setTimeout(late, patienceMs);
    });
    worker.onExit((code, lastWords) => {
      const check = unmade();
      if (check === null) return;
      const said = `its process ${howItEnded(code)}${lastWords === '' ? '' : `: ${lastWords.slice(-500)}`}`;
      end(checkResult(check, [finding('notMade', { said })]));
    });
    worker.send({ home, version, work: { kind: 'checks', checks } } satisfies ToDiagnosisProcess);
  });
}
