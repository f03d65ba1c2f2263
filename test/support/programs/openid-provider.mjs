// @ts-nocheck -- the package has no types of its own
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

// A real OpenID Connect provider for one client. The argument is the redirect address. A user who types a name signs in as that person.
const [redirect = ''] = process.argv.slice(2);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'loupe', client_secret: 'a-secret-of-the-station', redirect_uris: [redirect] },
    ].map((client) => ({ ...client, token_endpoint_auth_method: 'client_secret_post' })),
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    cookies: { keys: ['a key for one test'] },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  process.send?.(issuer);
});
