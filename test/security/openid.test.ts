import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { writeProvider } from '../../src/main/users/provider-file.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { clientOn } from '../support/socket-client.ts';
import { headlessStation } from '../support/headless-station.ts';

/** Makes a browser for signing in: it keeps the cookies of each host and follows redirects. */
function browser(cookies: Record<string, Record<string, string>> = {}) {
  async function ask(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; body: string; status: number }> {
    const { host } = new URL(address);
    const jar = (cookies[host] ??= {});
    const answer = await fetch(address, {
      redirect: 'manual',
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      headers: {
        cookie: Object.entries(jar)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar[name] = value;
    }
    const body = await answer.text();
    const to = answer.headers.get('location') ?? refreshOf(body);
    if (to !== null) return ask(new URL(to, address).href);
    return { url: address, body, status: answer.status };
  }
  return { ask, cookies };
}

/** Returns the address to which a page refreshes itself; null if it does not. */
function refreshOf(body: string): string | null {
  return /http-equiv="refresh" content="0;url=([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? null;
}

/** Fills in the provider's pages: the name, then the consent. */
async function passProvider({ ask }: ReturnType<typeof browser>, begun: string, name: string) {
  let page = await ask(begun);
  for (let step = 0; step < 2 && page.body.includes('name="prompt"'); step++) {
    const action = /action="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const prompt = /name="prompt" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const form = prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt };
    page = await ask(new URL(action, page.url).href, form);
  }
  return page;
}

/** Opens a station at which people sign in by a provider; Ada is its administrator. */
async function stationWithProvider() {
  const served = await headlessStation();
  const local = createRouterClient(served.station.router, { context: { user: singleUser } });
  await local.people.add({ name: 'Ada', role: 'administrator', secret: 'correct horse' });
  const { version } = await local.settings.get();
  await local.settings.set({ values: { 'users.mode': 'people' }, expected: version });
  const program = join(import.meta.dirname, '..', 'support', 'programs', 'openid-provider.mjs');
  const provider = fork(program, [`http://${served.host}/sign-in/callback`], { execArgv: [], stdio: 'pipe' });
  onTestFinished(() => void provider.kill());
  const [issuer] = z
    .tuple([z.string()])
    .rest(z.unknown())
    .parse(await once(provider, 'message'));
  writeProvider(served.station.paths.signInProvider, {
    issuer,
    clientId: 'loupe',
    clientSecret: 'a-secret-of-the-station',
    claim: 'preferred_username',
    label: 'Works account',
  });
  const [name = '', value = ''] = served.own.cookie.split('=');
  const person = () => browser({ [served.host]: { [name]: value } });
  const me = async ({ cookies }: ReturnType<typeof browser>) => {
    const jar = Object.entries(cookies[served.host] ?? {}).map(([key, kept]) => `${key}=${kept}`);
    const rpc = served.socket('/rpc', { ...served.own, cookie: jar.join('; ') });
    await once(rpc, 'open');
    return clientOn(rpc).people.me();
  };
  return {
    ...served,
    local,
    person,
    me,
    start: `http://${served.host}/`,
    begin: `http://${served.host}/sign-in/provider`,
  };
}

test('a user of the station signs in by an OpenID Connect provider, with PKCE, in that browser alone', async () => {
  const { person, me, start, begin, local } = await stationWithProvider();
  const ada = person();
  await ada.ask(start);
  expect(await me(ada)).toMatchObject({ user: null, provider: 'Works account' });
  const page = await passProvider(ada, begin, 'Ada');
  expect(page.url).toBe(start);
  expect(await me(ada)).toMatchObject({ user: { name: 'Ada' }, signedIn: true });
  const other = person();
  await other.ask(start);
  expect(await me(other)).toMatchObject({ user: null });
  const { records } = await local.audit.list({ filter: { code: 'sign-in.done' } });
  expect(records).toMatchObject([{ who: 'Ada', origin: '127.0.0.1' }]);
});

test('somebody whom the provider knows and the station does not stays outside', async () => {
  const { person, me, start, begin } = await stationWithProvider();
  const mallory = person();
  await mallory.ask(start);
  expect((await passProvider(mallory, begin, 'Mallory')).url).toBe(`${start}?sign-in=refused`);
  expect(await me(mallory)).toMatchObject({ user: null });
});

test('an answer for another browser, or one that was made up, signs nobody in', async () => {
  const { person, me, start, host } = await stationWithProvider();
  const victim = person();
  await victim.ask(start);
  const made = await victim.ask(`http://${host}/sign-in/callback?code=made-up&state=made-up&iss=x`);
  expect(made.url).toBe(`${start}?sign-in=refused`);
  expect(await me(victim)).toMatchObject({ user: null });
});
