import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { diagnosisCheckNames, findingWords } from '../../shared/words/diagnosis/en.ts';
import { filled } from '../report/filled.ts';
import { findingKinds, findingStates } from '../../shared/domain/diagnosis.ts';

const widthOf = (words: readonly string[]): number => Math.max(...words.map(({ length }) => length));
const stateWidth = widthOf(findingStates);
const nameWidth = widthOf(Object.values(diagnosisCheckNames));

/** A diagnosis in English, a line a finding: how it stands, what was looked at, what was found; below, what to do. */
export function diagnosisText({ checks }: Diagnosis): string[] {
  return checks.flatMap(({ check, findings }) =>
    findings.flatMap(({ kind, values }, index) => {
      const name = index === 0 ? diagnosisCheckNames[check] : '';
      const { found, todo } = findingWords[kind];
      const head = `${findingKinds[kind].padEnd(stateWidth)}  ${name.padEnd(nameWidth)}  ${filled(found, values)}`;
      const advice = `${' '.repeat(stateWidth + nameWidth + 4)}→ ${filled(todo, values)}`;
      return todo === '' ? [head] : [head, advice];
    }),
  );
}
