import type { Model } from '../../../shared/contract/models.ts';
import { formatBriefInstant } from '../../formats.ts';
import { useText } from '../../i18n/use-text.ts';

/** Returns a function that names a model: by the name that people gave it, else by preset and time. */
export function useModelName(): (model: Pick<Model, 'name' | 'preset' | 'createdAt'>) => string {
  const { t, locale } = useText();
  return ({ name, preset, createdAt }) =>
    name === ''
      ? `${t(`engineer.train.presets.${preset}`)}, ${formatBriefInstant(createdAt, locale.value)}`
      : name;
}
