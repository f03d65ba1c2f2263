import type { LostParts } from '../../shared/contract/station.ts';
import type { Text } from '../i18n/use-text.ts';

/** Words for parts that the log has lost. */
export function lostWords(t: Text['t'], { parts, last }: LostParts): string {
  return t('frame.status.logLost', { count: parts, part: last.part, cause: last.cause });
}
