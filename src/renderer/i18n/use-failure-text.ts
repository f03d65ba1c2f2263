import type { Failure } from '../transport/failure.ts';
import { useText } from './use-text.ts';

/** Returns a function that states a failure in one sentence; the station's messages are English, so other languages say its kind first. */
export function useFailureText(): (failure: Pick<Failure, 'code' | 'message'>) => string {
  const { t, locale } = useText();
  return ({ code, message }) => {
    const kind = t(`errors.${code}.title`);
    if (code === 'CONNECTION_LOST' || message === kind) return kind;
    return code === 'INTERNAL' || locale.value === 'en' ? message : `${kind} (${message})`;
  };
}
