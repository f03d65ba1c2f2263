import type { ConfiguredOutput, Output } from '../../shared/contract/outputs.ts';
import type { SecretsToSet } from '../../shared/contract/settings.ts';
import { secretsOfKind } from '../../shared/domain/output-kinds.ts';
import type { SecretName } from '../../shared/domain/output-secrets.ts';
import { isSameName } from '../../shared/domain/same-name.ts';

/** An output in a file, with the names of the secrets that it had at the station that wrote the file. */
export interface OutputInFile {
  readonly output: Output;
  readonly secrets: readonly SecretName[];
}

/**
 * Returns the secrets that the outputs of a file need and this station lacks.
 *
 * @param standing the outputs of this station
 */
export function secretsToSet(
  inFile: readonly OutputInFile[],
  standing: readonly ConfiguredOutput[],
): SecretsToSet[] {
  return inFile.flatMap(({ output: { name, target }, secrets }) => {
    const here = standing.find((other) => isSameName(other.name, name))?.secrets ?? [];
    const missing = secretsOfKind(target.kind).filter(
      (secret) => secrets.includes(secret) && !here.includes(secret),
    );
    return missing.length === 0 ? [] : [{ output: name, secrets: missing }];
  });
}
