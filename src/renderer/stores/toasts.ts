import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useFailureText } from '../i18n/use-failure-text.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'failure';
  readonly text: string;
  readonly undo: (() => unknown) | null;
}

const lifetime = { done: 6_000, failure: 12_000 } as const;

/** Short reports of completed actions, with Undo if possible. `text` is already translated; adding a toast returns its id. */
export const useToasts = defineStore('toasts', () => {
  const toasts = shallowRef<readonly Toast[]>([]);
  const brief = useFailureText();
  let next = 1;

  function add(tone: Toast['tone'], text: string, undo: (() => unknown) | null): number {
    const id = next++;
    toasts.value = [...toasts.value.slice(-2), { id, tone, text, undo }];
    setTimeout(() => dismiss(id), lifetime[tone]);
    return id;
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  const failed = (text: string): number => add('failure', text, null);
  const refused = (failure: Failure, title: string): number => failed(`${title}: ${brief(failure)}`);

  /** Runs work and shows the reason if it fails. @returns whether it succeeded */
  async function attempt(title: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      refused(toFailure(error), title);
      return false;
    }
  }

  return {
    toasts,
    dismiss,
    failed,
    refused,
    attempt,
    isShown: (id: number): boolean => toasts.value.some((toast) => toast.id === id),
    done: (text: string, undo: (() => unknown) | null = null) => add('done', text, undo),
  };
});
