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

/** Something that was found, as data: window and command line word it. What looks like a secret is hidden. */
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

/** A check with what it found. */
export function checkResult(check: DiagnosisCheck, findings: readonly Finding[]): CheckResult {
  return {
    check,
    state: worstState(findings.map(({ kind }) => findingKinds[kind])),
    findings: findings.slice(0, mostFindings),
  };
}
