// openid-client: everything that a portal does, with a DPoP key and a request for one service.

import * as client from 'openid-client';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, callback, details } = given;
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const known = async (id, key) => client.discovery(
  new URL(issuer),
  id,
  {},
  client.PrivateKeyJwt(key),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);
const key = await signing(given.jwk);
const config = await known(given.client_id, key);
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

async function ask(token, service, by = DPoP) {
  const answer = await client.fetchProtectedResource(
    config, token, api('/v1/verifications'), 'POST', verification(service), fresh(), { DPoP: by });
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

const helper = await known(given.subcontractor, key);
const helpers = client.getDPoPHandle(helper, await client.randomDPoPKeyPair('ES256'));
const exchanged = await client.genericGrantRequest(helper, EXCHANGE, {
  subject_token: tokens.access_token,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  scope: 'verify',
}, { DPoP: helpers });
seen.exchanged = {
  permitted: await ask(exchanged.access_token, given.allowed, helpers),
  other: await failure(() => ask(exchanged.access_token, given.other, helpers)),
  introspected: await client.tokenIntrospection(config, exchanged.access_token),
};
seen.notRegistered = await failure(() => client.genericGrantRequest(config, EXCHANGE, {
  subject_token: tokens.access_token,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
}, { DPoP }));

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP });
seen.refreshed = { permitted: await ask(refreshed.access_token, given.allowed), sub: refreshed.claims()?.sub };
await client.tokenRevocation(config, refreshed.access_token);
seen.revoked = await client.tokenIntrospection(config, refreshed.access_token);
seen.afterRevocation = await failure(() => events(refreshed.access_token));
seen.before = await events(tokens.access_token);
await client.tokenRevocation(config, refreshed.refresh_token ?? tokens.refresh_token);
seen.afterGrant = await failure(() => events(tokens.access_token));
seen.exchangedAfterGrant = await client.tokenIntrospection(config, exchanged.access_token);
seen.refreshAgain = await failure(() => client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP }));

const own = await client.clientCredentialsGrant(
  config, { scope: 'verify', resource: issuer, authorization_details: JSON.stringify(details) }, { DPoP });
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
seen.wrongResource = await failure(() => client.clientCredentialsGrant(
  config, { scope: 'verify', resource: 'https://elsewhere.example' }, { DPoP }));
seen.stranger = await failure(async () => {
  const { privateKey } = await client.randomDPoPKeyPair('ES256');
  await client.clientCredentialsGrant(await known(given.client_id, privateKey), {}, { DPoP });
});
seen.suspended = await failure(async () => {
  await client.clientCredentialsGrant(await known(given.suspended, key), {}, { DPoP });
});
tell(seen);
