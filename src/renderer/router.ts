import { createRouter, createWebHashHistory } from 'vue-router';
import type { Role } from '../shared/domain/role.ts';

interface Workplace {
  readonly name: 'inspect' | 'train' | 'review' | 'settings';
  /** Any of these roles may enter. */
  readonly roles: readonly [Role, ...Role[]];
  /** At the line: dark by default, large targets. */
  readonly atTheLine: boolean;
}

export const workplaces: readonly Workplace[] = [
  { name: 'inspect', roles: ['operator', 'engineer'], atTheLine: true },
  { name: 'train', roles: ['engineer'], atTheLine: false },
  { name: 'review', roles: ['viewer', 'reviewer', 'engineer', 'operator'], atTheLine: false },
  {
    name: 'settings',
    roles: ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],
    atTheLine: false,
  },
];

const views = {
  inspect: () => import('./operator/inspect-view.vue'),
  train: () => import('./engineer/train-view.vue'),
  review: () => import('./review/review-workplace.vue'),
  settings: () => import('./admin/settings-view.vue'),
} as const;

/** Loads the views that were not opened yet: they have to be there also when the station is not. */
export function preloadViews(): void {
  void Promise.allSettled(Object.values(views).map((load) => load()));
}

/** Views may add what they need behind their path, e.g. `/review/17`, `/review/statistics`. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/inspect' },
    { path: '/inspect', name: 'inspect', component: views.inspect },
    { path: '/train/:section?', name: 'train', component: views.train },
    { path: '/review/:id?', name: 'review', component: views.review },
    { path: '/settings', name: 'settings', component: views.settings },
    { path: '/:rest(.*)*', redirect: '/inspect' },
  ],
});
