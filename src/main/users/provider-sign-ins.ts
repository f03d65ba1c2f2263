import { actAs } from '../database/actor.ts';
import { openIdProvider, type OpenIdSettings } from './openid.ts';
import type { PendingSignIn, SignInProvider } from './sign-in-provider.ts';
import type { Seat, SignIns } from './sign-ins.ts';
import { risingTime } from '../host/rising-time.ts';

/** Time limit for signing in at the provider, milliseconds. */
const patience = 10 * 60_000;
/** Number of open sign-ins; the oldest is forgotten first. */
const mostPending = 500;

/** Sign-ins by a provider: a host redirects people to it and back. */
export interface ProviderSignIns {
  /** Returns the provider's name in the window; null if there is no provider. */
  label(): string | null;
  /** @returns the address to which the browser goes. @throws Error if the provider does not answer */
  begin(seat: Seat, redirect: string): Promise<string>;
  /** Signs in a person who came back, at the seat from which they left. @returns false if the station has no such user */
  finish(seat: Seat, current: URL): Promise<boolean>;
}

/**
 * @param settings returns the provider's settings; null if there is no provider
 * @param now milliseconds, rising
 */
export function createProviderSignIns(
  settings: () => OpenIdSettings | null,
  signIns: Pick<SignIns, 'enterByName'>,
  now: () => number = risingTime,
): ProviderSignIns {
  const pending = new Map<string, PendingSignIn & { readonly seat: string; readonly until: number }>();
  let known: { readonly text: string; readonly provider: SignInProvider } | null = null;

  function provider(): SignInProvider | null {
    const current = settings();
    if (current === null) return null;
    const text = JSON.stringify(current);
    if (known?.text !== text) known = { text, provider: openIdProvider(current) };
    return known.provider;
  }

  return {
    label: () => settings()?.label ?? null,

    async begin({ id }, redirect) {
      const chosen = provider();
      if (chosen === null) throw new Error('There is no provider');
      const begun = await chosen.begin(redirect);
      pending.set(begun.state, { ...begun, seat: id, until: now() + patience });
      for (const oldest of pending.keys()) {
        if (pending.size <= mostPending) break;
        pending.delete(oldest);
      }
      return begun.address;
    },

    async finish(seat, current) {
      const state = current.searchParams.get('state') ?? '';
      const begun = pending.get(state);
      // Each sign-in works once, and only in the browser that began it.
      if (begun === undefined || begun.seat !== seat.id) return false;
      pending.delete(state);
      if (begun.until < now()) return false;
      const name = await begun.finish(current);
      return actAs({ name, origin: seat.origin }, () => signIns.enterByName(seat, name));
    },
  };
}
