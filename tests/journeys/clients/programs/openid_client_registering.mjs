// openid-client: a provider registers its own system with the token that the staff gave it, and uses it.

import * as client from 'openid-client';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, callback, invitation } = given;
const metadata = {
  client_name: 'Registered by itself',
  redirect_uris: [callback],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  scope: 'openid verify',
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [given.public] },
};
const register = async (initialAccessToken, more = {}) => client.dynamicClientRegistration(
  new URL(issuer),
  { ...metadata, ...more },
  client.PrivateKeyJwt(await signing(given.jwk)),
  { initialAccessToken, execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);

const seen = {};
seen.tooMuch = await failure(() => register(invitation, { services: ['trial'] }));
seen.secret = await failure(() => register(invitation, { token_endpoint_auth_method: 'client_secret_basic' }));
const config = await register(invitation);
seen.registered = config.clientMetadata();
seen.again = await failure(() => register(invitation));

const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const address = await client.buildAuthorizationUrlWithPAR(config, {
  redirect_uri: callback,
  scope: 'openid verify',
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
}, { DPoP });
const checks = { pkceCodeVerifier, idTokenExpected: true };
const tokens = await client.authorizationCodeGrant(config, await holder(address), checks, undefined, { DPoP });
seen.claims = tokens.claims();

const own = await client.clientCredentialsGrant(config, {}, { DPoP });
const ask = async (service) => (await client.fetchProtectedResource(
  config, own.access_token, new URL('/v1/verifications', issuer), 'POST', verification(service), fresh(), { DPoP },
)).json();
seen.permitted = await ask(given.allowed);
seen.other = await failure(() => ask(given.other));

// RFC 7592, for which the library has no calls.
const { registration_client_uri: its, registration_access_token: token } = seen.registered;
const managed = (method) => fetch(its, { method, headers: { authorization: `Bearer ${token}` } });
seen.read = await (await managed('GET')).json();
seen.removed = (await managed('DELETE')).status;
seen.afterwards = await failure(() => client.clientCredentialsGrant(config, {}, { DPoP }));
tell(seen);
