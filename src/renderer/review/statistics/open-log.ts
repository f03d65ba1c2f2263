import type { Router } from 'vue-router';
import { noFilter, type FilterChoice } from '../filters/filter-choice.ts';
import type { useReviewChoice } from '../review-store.ts';

/** A span of time; open at an end that is undefined. */
export interface LogSpan {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * Opens the log at a span of time. The log's filter has whole minutes, so it shows
 * all of each minute that the span touches.
 */
export function openLog(
  router: Router,
  review: ReturnType<typeof useReviewChoice>,
  { from, to }: LogSpan,
  choice: Partial<FilterChoice>,
): void {
  review.filter = {
    ...noFilter,
    ...choice,
    time: from === undefined && to === undefined ? 'all' : 'custom',
    from: from === undefined ? '' : localMinute(from),
    to: to === undefined ? '' : localMinute(to - 1),
  };
  void router.push({ name: 'review', params: { id: '' }, query: {} });
}

/** Formats an instant as in an input field, e.g. `2026-11-23T14:05`, in this browser's time zone. */
function localMinute(instant: number): string {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
