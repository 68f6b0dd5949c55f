// npm oidc-provider as a FAPI 2.0 authorization server with everything in memory: node THIS_FILE CONFIG.json
//
// The adapter is a plain Map that forgets nothing: the one that comes with the package keeps the last 1,000
// entries, and would let an assertion be used again during the measurement.

import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';
import { exportJWK, generateKeyPair } from 'jose';

const { port, issuer, jwks, clientId, redirectUri, scope } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const kept = new Map();

class InMemory {
  constructor(model) { this.model = model; }

  key(id) { return `${this.model}:${id}`; }

  async upsert(id, payload) { kept.set(this.key(id), payload); }

  async find(id) { return kept.get(this.key(id)); }

  async findByUid() { return undefined; }

  async findByUserCode() { return undefined; }

  async consume(id) { kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }

  async destroy(id) { kept.delete(this.key(id)); }

  async revokeByGrantId() {}
}

const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const signing = { ...await exportJWK(privateKey), alg: 'ES256', use: 'sig', kid: 'bench' };

const provider = new Provider(issuer, {
  adapter: InMemory,
  jwks: { keys: [signing] },
  scopes: [scope],
  responseTypes: ['code'],
  enabledJWA: { clientAuthSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256'] },
  clientAuthMethods: ['private_key_jwt'],
  clients: [{
    client_id: clientId,
    jwks,
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    id_token_signed_response_alg: 'ES256',
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
    scope,
  }],
  routes: {
    token: '/oauth/token',
    pushed_authorization_request: '/oauth/par',
    introspection: '/oauth/introspect',
  },
  ttl: { ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    dPoP: { enabled: true },
    fapi: { enabled: true, profile: '2.0' },
    // A token for a resource server is a signed JWT (RFC 9068); without one it is a random text.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      getResourceServerInfo: () => ({
        scope, audience: issuer, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});
provider.on('server_error', (ctx, error) => { console.error(error); });
provider.listen(port, '127.0.0.1');
