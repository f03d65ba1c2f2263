import type { ConfiguredOutput, Output } from '../../shared/contract/outputs.ts';
import type { SecretsToSet } from '../../shared/contract/settings.ts';
import { secretsOfKind } from '../../shared/domain/output-kinds.ts';
import type { SecretName } from '../../shared/domain/output-secrets.ts';

/** An output of a file, and the names of the secrets that it had where the file was written. */
export interface OutputInFile {
  readonly output: Output;
  readonly secrets: readonly SecretName[];
}

/**
 * The secrets that outputs of a file need and the station does not have.
 *
 * @param standing the outputs of the station
 */
export function secretsToSet(
  inFile: readonly OutputInFile[],
  standing: readonly ConfiguredOutput[],
): SecretsToSet[] {
  return inFile.flatMap(({ output: { name, target }, secrets }) => {
    const here = standing.find((other) => other.name.toLowerCase() === name.toLowerCase())?.secrets ?? [];
    const missing = secretsOfKind(target.kind).filter(
      (secret) => secrets.includes(secret) && !here.includes(secret),
    );
    return missing.length === 0 ? [] : [{ output: name, secrets: missing }];
  });
}
