import { createRouter, createWebHashHistory } from 'vue-router';
import type { StationStatus } from '../shared/contract/station.ts';
import { may, type Permission } from '../shared/domain/permissions.ts';

interface Workplace {
  readonly name: 'inspect' | 'train' | 'review' | 'plant' | 'settings';
  /** Permission for entering the workplace. */
  readonly permission: Permission;
  /** Whether the workplace exists only on a station that hosts a plant. */
  readonly ofPlant?: true;
  /** At the line: dark by default, large targets. */
  readonly atTheLine: boolean;
}

export const workplaces: readonly Workplace[] = [
  { name: 'inspect', permission: 'line.operate', atTheLine: true },
  { name: 'train', permission: 'training.run', atTheLine: false },
  { name: 'review', permission: 'log.read', atTheLine: false },
  { name: 'plant', permission: 'plantHost.see', atTheLine: false, ofPlant: true },
  { name: 'settings', permission: 'settings.read', atTheLine: false },
];

/** Whether the user may enter a workplace of their station. */
export function isOpen({ permission, ofPlant }: Workplace, { user, plantZone }: StationStatus): boolean {
  return may(user, permission) && (ofPlant === undefined || plantZone !== null);
}

const views = {
  inspect: () => import('./operator/inspect-view.vue'),
  train: () => import('./engineer/train-view.vue'),
  review: () => import('./review/review-workplace.vue'),
  plant: () => import('./plant/plant-workplace.vue'),
  settings: () => import('./admin/settings-view.vue'),
} as const;

/** Loads the unopened views in advance, so that they also open while the station is unreachable. */
export function preloadViews(): void {
  void Promise.allSettled(Object.values(views).map((load) => load()));
}

/** Views may add values behind their path, e.g. `/review/17`, `/review/statistics`. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/inspect' },
    { path: '/inspect', name: 'inspect', component: views.inspect },
    { path: '/train/:section?', name: 'train', component: views.train },
    { path: '/review/:id?', name: 'review', component: views.review },
    { path: '/plant/:section?', name: 'plant', component: views.plant },
    { path: '/settings/:topic?', name: 'settings', component: views.settings },
    { path: '/components', name: 'components', component: () => import('./sheet/component-sheet.vue') },
    { path: '/:rest(.*)*', redirect: '/inspect' },
  ],
});
