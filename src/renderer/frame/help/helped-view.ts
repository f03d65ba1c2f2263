import type { RouteLocationNormalizedLoaded } from 'vue-router';

/** The views with a help of their own. */
const views = [
  'inspect',
  'images',
  'train',
  'evaluate',
  'activate',
  'review',
  'statistics',
  'plant',
  'settings',
] as const;
export type HelpedView = (typeof views)[number];

/** Returns the current view; the steps of Train and the statistics of Review count as views. */
export function helpedView({
  name,
  params,
}: Pick<RouteLocationNormalizedLoaded, 'name' | 'params'>): HelpedView {
  const place = name === 'train' ? (params['section'] ?? 'images') : name;
  const part = name === 'review' && params['id'] === 'statistics' ? 'statistics' : place;
  const asked = part === '' ? 'images' : part;
  return views.find((view) => view === asked) ?? 'inspect';
}
