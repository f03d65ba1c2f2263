import {
  longestFindingValue,
  mostFindings,
  type CheckResult,
  type Finding,
} from '../../shared/contract/diagnosis.ts';
import {
  findingKinds,
  worstState,
  type DiagnosisCheck,
  type FindingKind,
} from '../../shared/domain/diagnosis.ts';
import { scrub } from '../files/scrub.ts';

/** Makes a finding as data, which window and command line put into words. Hides values that look like secrets. */
export function finding(kind: FindingKind, values: Readonly<Record<string, string | number>> = {}): Finding {
  return {
    kind,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        scrub(String(value)).slice(0, longestFindingValue),
      ]),
    ),
  };
}

/** Makes the result of a check from its findings. */
export function checkResult(check: DiagnosisCheck, findings: readonly Finding[]): CheckResult {
  return {
    check,
    state: worstState(findings.map(({ kind }) => findingKinds[kind])),
    findings: findings.slice(0, mostFindings),
  };
}
