import type { Configuration } from 'openid-client';
import { z } from 'zod';
import type { SignInProvider } from './sign-in-provider.ts';

export const openIdSchema = z.object({
  /** The provider's address, where its other addresses are discovered. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1).max(200),
  /** The client's secret; null for a public client, which only PKCE protects. */
  clientSecret: z.string().max(500).nullable(),
  /** The claim that contains the station user's name. */
  claim: z.string().min(1).max(80),
  /** The provider's name in the window. */
  label: z.string().trim().min(1).max(60),
});
export type OpenIdSettings = z.infer<typeof openIdSchema>;

const onThisMachine = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Tells whether secrets are safe on the way to the issuer: over TLS, or on this machine. */
export function isSafeIssuer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || onThisMachine.test(hostname);
}

/** Signing in by OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce. */
export function openIdProvider({
  issuer,
  clientId,
  clientSecret,
  claim,
  label,
}: OpenIdSettings): SignInProvider {
  let discovered: Promise<Configuration> | null = null;

  /** Discovers the provider's configuration; asks again after a failure. */
  async function discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const isPlain = new URL(issuer).protocol === 'http:' && isSafeIssuer(issuer);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out; for this machine alone
    const execute = isPlain ? [client.allowInsecureRequests] : [];
    const proof = clientSecret === null ? client.None() : client.ClientSecretPost(clientSecret);
    return client.discovery(new URL(issuer), clientId, undefined, proof, { execute });
  }

  return {
    label,
    async begin(redirect) {
      const client = await import('openid-client');
      discovered ??= discover();
      const configuration = await discovered.catch((error: unknown) => {
        discovered = null;
        throw error;
      });
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return {
        address: address.href,
        state,
        async finish(current) {
          const tokens = await client.authorizationCodeGrant(configuration, current, {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
          });
          const claims = tokens.claims();
          if (claims === undefined) throw new Error('The provider sent no identity');
          const known = claims[claim];
          if (typeof known === 'string') return known;
          const told = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
          return z.string().parse(told[claim]);
        },
      };
    },
  };
}
