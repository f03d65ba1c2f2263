import type { OutputTrouble } from '../../shared/contract/output-trouble.ts';
import type { Text } from '../i18n/use-text.ts';

/** Why something did not leave, in the words of the window; what another version of the station says has its message alone. */
export function failureWords(
  failure: { readonly message: string; readonly trouble: OutputTrouble | null } | null,
  { t }: Pick<Text, 't'>,
): string {
  if (failure === null) return '';
  const { message, trouble } = failure;
  return trouble === null ? message : t(`outputs.troubles.${trouble.kind}`, trouble.values);
}
