import type { Alarm } from '../../shared/contract/inspection.ts';
import type { LineState } from '../../shared/domain/line-state.ts';
import { formatDuration, formatTime } from '../formats.ts';
import { useText } from '../i18n/use-text.ts';
import { useLineState } from '../stores/line-state.ts';
import { useLive } from '../stores/live.ts';

/** Returns the name of a state of the line. */
export function useStateWords(): {
  of(state: LineState): string;
  /** Returns the reason for an alarm. */
  alarm(alarm: Pick<Alarm, 'alarmAfter' | 'silentSeconds'>): string;
} {
  const { t, locale } = useText();
  const line = useLineState();
  const live = useLive();
  return {
    alarm({ alarmAfter, silentSeconds }) {
      if (silentSeconds !== null) {
        return t('line.alarm.silent', { time: formatDuration(silentSeconds, locale.value) });
      }
      return t('line.alarm.title', { count: alarmAfter ?? 0 });
    },
    of(state) {
      switch (state.kind) {
        case 'judged':
          return t(`frame.verdicts.${state.verdict}`);
        case 'held':
          return t(`frame.verdicts.${state.outcome}`);
        case 'not-inspected':
          return t('frame.verdicts.not-inspected');
        case 'waiting':
          return t(`operator.state.waiting.${line.countedAs}`);
        case 'stalled': {
          const until = live.session?.stalledUntil ?? null;
          const time = until === null ? '–' : formatTime(until, locale.value);
          return t('operator.state.stalled', { time });
        }
        case 'no-part':
          return t(`operator.state.noPart.${line.countedAs}`, {
            time: formatDuration(state.for / 1_000, locale.value),
          });
        default:
          return t(`operator.state.${state.kind}`);
      }
    },
  };
}
