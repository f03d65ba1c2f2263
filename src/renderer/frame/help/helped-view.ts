import type { RouteLocationNormalizedLoaded } from 'vue-router';

/** The views that have a help of their own. */
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

/** The view at hand: the steps of Train and the statistics of Review are views of their own. */
export function helpedView({
  name,
  params,
}: Pick<RouteLocationNormalizedLoaded, 'name' | 'params'>): HelpedView {
  const place = name === 'train' ? (params['section'] ?? 'images') : name;
  const part = name === 'review' && params['id'] === 'statistics' ? 'statistics' : place;
  const asked = part === '' ? 'images' : part;
  return views.find((view) => view === asked) ?? 'inspect';
}
