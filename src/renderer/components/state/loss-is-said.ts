import type { InjectionKey } from 'vue';

/** True within a view of many sections: the frame's banner says for all of them that the station is away. */
export const lossIsSaidKey: InjectionKey<boolean> = Symbol('loss is said');
