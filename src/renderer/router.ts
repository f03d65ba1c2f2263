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
  { name: 'review', roles: ['reviewer', 'engineer', 'operator'], atTheLine: false },
  { name: 'settings', roles: ['operator', 'engineer', 'reviewer', 'administrator'], atTheLine: false },
];

/** Views may add what they need behind their path, e.g. `/review/17`. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/inspect' },
    { path: '/inspect', name: 'inspect', component: () => import('./operator/inspect-view.vue') },
    { path: '/train/:section?', name: 'train', component: () => import('./engineer/train-view.vue') },
    { path: '/review/:id?', name: 'review', component: () => import('./review/review-view.vue') },
    { path: '/settings', name: 'settings', component: () => import('./admin/settings-view.vue') },
    { path: '/:rest(.*)*', redirect: '/inspect' },
  ],
});
