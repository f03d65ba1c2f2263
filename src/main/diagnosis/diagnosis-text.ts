import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { findingKinds, findingStates, isTrouble } from '../../shared/domain/diagnosis.ts';
import { diagnosisCheckNames, foundWords, todoWords } from '../../shared/words/diagnosis/en.ts';
import { filled } from '../report/filled.ts';

const widthOf = (words: readonly string[]): number => Math.max(...words.map(({ length }) => length));
const stateWidth = widthOf(findingStates);
const nameWidth = widthOf(Object.values(diagnosisCheckNames));

/** Returns a diagnosis in English: per finding a line with state, check and finding, and below it what to do. */
export function diagnosisText({ checks }: Diagnosis): string[] {
  return checks.flatMap(({ check, findings }) =>
    findings.flatMap(({ kind, values }, index) => {
      const state = findingKinds[kind].padEnd(stateWidth);
      const name = (index === 0 ? diagnosisCheckNames[check] : '').padEnd(nameWidth);
      const line = `${state}  ${name}  ${filled(foundWords[kind], values)}`;
      if (!isTrouble(kind)) return [line];
      return [line, `${' '.repeat(stateWidth + nameWidth + 4)}→ ${filled(todoWords[kind], values)}`];
    }),
  );
}
