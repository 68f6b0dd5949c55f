// openid-client over mutual TLS: the certificate says who asks, and the tokens are bound to it (RFC 8705).

import * as client from 'openid-client';
import { certified } from './certified.mjs';
import { failure, fresh, given, holder, tell, verification } from './journey.mjs';

const { issuer, client_id, callback, details } = given;
const fetchWith = async (shown) => {
  const found = await client.discovery(
    new URL(issuer), client_id, {}, client.TlsClientAuth(), { [client.customFetch]: certified(shown) });
  client.enableNonRepudiationChecks(found);
  return found;
};
const config = await fetchWith(given.shown);
const stranger = await fetchWith(given.another);

async function ask(through, token, service) {
  const answer = await client.fetchProtectedResource(
    through, token, new URL('/v1/verifications', issuer), 'POST', verification(service), fresh());
  return { status: answer.status, ...await answer.json() };
}

const seen = {};
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedNonce = client.randomNonce();
const address = await client.buildAuthorizationUrlWithPAR(config, {
  redirect_uri: callback,
  scope: 'openid verify',
  authorization_details: JSON.stringify(details),
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  nonce: expectedNonce,
});
const tokens = await client.authorizationCodeGrant(
  config, await holder(address), { pkceCodeVerifier, expectedNonce });
seen.type = tokens.token_type;
seen.claims = tokens.claims();
seen.introspected = await client.tokenIntrospection(config, tokens.access_token);
seen.permitted = await ask(config, tokens.access_token, given.allowed);
seen.other = await failure(() => ask(config, tokens.access_token, given.other));
seen.stolen = await failure(() => ask(stranger, tokens.access_token, given.allowed));
seen.refreshed = (await client.refreshTokenGrant(config, tokens.refresh_token)).token_type;
seen.strangersRefresh = await failure(() => client.refreshTokenGrant(stranger, tokens.refresh_token));

const own = await client.clientCredentialsGrant(config, { scope: 'verify' });
seen.own = await ask(config, own.access_token, given.other);
await client.tokenRevocation(config, own.access_token);
seen.revoked = await client.tokenIntrospection(config, own.access_token);
tell(seen);
