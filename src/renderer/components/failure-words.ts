import type { OutputTrouble } from '../../shared/contract/output-trouble.ts';
import type { Text } from '../i18n/use-text.ts';

/** Explains in the window's language why a message was not sent; a reason unknown to this version keeps the station's own message. */
export function failureWords(
  failure: { readonly message: string; readonly trouble: OutputTrouble | null } | null,
  { t }: Pick<Text, 't'>,
): string {
  if (failure === null) return '';
  const { message, trouble } = failure;
  return trouble === null ? message : t(`outputs.troubles.${trouble.kind}`, trouble.values);
}
