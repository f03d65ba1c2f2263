import type { Text } from '../../i18n/use-text.ts';

/** Returns the name of another station, or its number in the plant. */
export function nameOfTrainer(
  { station, name }: { readonly station: number; readonly name: string },
  t: Text['t'],
): string {
  return name === '' ? t('engineer.train.trainer.unnamed', { station }) : name;
}
