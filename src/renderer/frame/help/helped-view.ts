import type { RouteLocationNormalizedLoaded } from 'vue-router';
import { readTopic, type SettingsTopic } from '../../admin/settings-topics.ts';

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
] as const;
/** Each topic of Settings has a help of its own, too; without its words, the help panel does not compile. */
export type HelpedView = (typeof views)[number] | `settings-${SettingsTopic}`;

/** Returns the current view; the steps of Train, the statistics of Review and the topics of Settings count as views. */
export function helpedView({
  name,
  params,
}: Pick<RouteLocationNormalizedLoaded, 'name' | 'params'>): HelpedView {
  if (name === 'settings') return `settings-${readTopic(params['topic'])}`;
  const place = name === 'train' ? (params['section'] ?? 'images') : name;
  const part = name === 'review' && params['id'] === 'statistics' ? 'statistics' : place;
  const asked = part === '' ? 'images' : part;
  return views.find((view) => view === asked) ?? 'inspect';
}
