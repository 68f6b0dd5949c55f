// openid-client: everything that a portal does, with a DPoP key and a request for one service.

import * as client from 'openid-client';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, client_id, callback, details } = given;
const config = await client.discovery(
  new URL(issuer),
  client_id,
  {},
  client.PrivateKeyJwt(await signing(given.jwk)),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const api = (path) => new URL(path, issuer);

async function begin(more = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: callback,
    scope: 'openid verify',
    authorization_details: JSON.stringify(details),
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...more,
  }, { DPoP });
  return { address, checks: { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 300 } };
}

async function signIn(more) {
  const { address, checks } = await begin(more);
  return client.authorizationCodeGrant(config, await holder(address), checks, undefined, { DPoP });
}

async function ask(token, service) {
  const answer = await client.fetchProtectedResource(
    config, token, api('/v1/verifications'), 'POST', verification(service), fresh(), { DPoP });
  return { status: answer.status, ...await answer.json() };
}

async function events(token) {
  return (await client.fetchProtectedResource(config, token, api('/v1/events'), 'GET', null, undefined, { DPoP })).status;
}

const seen = {};
const tokens = await signIn();
seen.tokens = { type: tokens.token_type, scope: tokens.scope, details: tokens.authorization_details };
seen.claims = tokens.claims();
seen.userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
seen.form = (await signIn({ response_mode: 'form_post' })).claims().sub;
seen.events = await events(tokens.access_token);
seen.permitted = await ask(tokens.access_token, given.allowed);
seen.other = await failure(() => ask(tokens.access_token, given.other));
seen.introspected = await client.tokenIntrospection(config, tokens.access_token);

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP });
seen.refreshed = { permitted: await ask(refreshed.access_token, given.allowed), sub: refreshed.claims()?.sub };
await client.tokenRevocation(config, refreshed.access_token);
seen.revoked = await client.tokenIntrospection(config, refreshed.access_token);
seen.afterRevocation = await failure(() => events(refreshed.access_token));
seen.before = await events(tokens.access_token);
await client.tokenRevocation(config, refreshed.refresh_token ?? tokens.refresh_token);
seen.afterGrant = await failure(() => events(tokens.access_token));
seen.refreshAgain = await failure(() => client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP }));

const own = await client.clientCredentialsGrant(
  config, { scope: 'verify', authorization_details: JSON.stringify(details) }, { DPoP });
seen.own = {
  type: own.token_type,
  permitted: await ask(own.access_token, given.allowed),
  other: await failure(() => ask(own.access_token, given.other)),
};

seen.wrongVerifier = await failure(async () => {
  const { address, checks } = await begin();
  const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
  await client.authorizationCodeGrant(config, await holder(address), wrong, undefined, { DPoP });
});
seen.denied = await failure(async () => {
  const { address, checks } = await begin();
  await client.authorizationCodeGrant(config, await holder(address, 'deny'), checks, undefined, { DPoP });
});
seen.expired = await failure(async () => {
  const { address, checks } = await begin();
  await client.authorizationCodeGrant(config, await holder(address, 'too-late'), checks, undefined, { DPoP });
});
seen.wrongScope = await failure(() => begin({ scope: 'everything' }));
seen.wrongCallback = await failure(() => begin({ redirect_uri: 'https://elsewhere.example/callback' }));
seen.stranger = await failure(async () => {
  const { privateKey } = await client.randomDPoPKeyPair('ES256');
  const stranger = await client.discovery(
    new URL(issuer), client_id, {}, client.PrivateKeyJwt(privateKey), { execute: [client.allowInsecureRequests] });
  await client.clientCredentialsGrant(stranger, {}, { DPoP });
});
seen.suspended = await failure(async () => {
  const suspended = await client.discovery(
    new URL(issuer),
    given.suspended,
    {},
    client.PrivateKeyJwt(await signing(given.jwk)),
    { execute: [client.allowInsecureRequests] },
  );
  await client.clientCredentialsGrant(suspended, {}, { DPoP });
});
tell(seen);
