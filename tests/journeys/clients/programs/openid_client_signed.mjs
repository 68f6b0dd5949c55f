// openid-client with everything signed: request objects (JAR), answers (JARM), introspection; refresh tokens turn.

import * as client from 'openid-client';
import { failure, given, holder, signing, tell } from './journey.mjs';

const { issuer, client_id, callback } = given;
const key = await signing(given.jwk);
const config = await client.discovery(
  new URL(issuer),
  client_id,
  {
    authorization_signed_response_alg: 'PS256',
    id_token_signed_response_alg: 'PS256',
    introspection_signed_response_alg: 'PS256',
  },
  client.PrivateKeyJwt(key),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks, client.useJwtResponseMode] },
);
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('PS256'));

async function begin(more = {}, signer = key) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const signed = await client.buildAuthorizationUrlWithJAR(config, {
    redirect_uri: callback,
    scope: 'openid verify',
    authorization_details: JSON.stringify(given.details),
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    max_age: '300',
    ...more,
  }, signer);
  const address = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams, { DPoP });
  return { address, checks: { pkceCodeVerifier, expectedState, maxAge: 300 } };
}

async function grant(decision, more) {
  const { address, checks } = await begin(more);
  const answer = await holder(address, decision);
  const names = answer instanceof URL ? [...answer.searchParams.keys()] : [];
  return { names, tokens: await client.authorizationCodeGrant(config, answer, checks, undefined, { DPoP }) };
}

const seen = {};
const { names, tokens } = await grant('approve');
seen.answer = names;
seen.claims = tokens.claims();
seen.introspected = await client.tokenIntrospection(config, tokens.access_token);

const next = await client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP });
seen.turned = next.refresh_token !== tokens.refresh_token;
seen.reused = await failure(() => client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP }));
seen.afterReuse = await failure(() => client.refreshTokenGrant(config, next.refresh_token, {}, { DPoP }));
seen.tokenAfterReuse = await client.tokenIntrospection(config, next.access_token);

seen.denied = await failure(() => grant('deny'));
seen.plain = await failure(() => client.buildAuthorizationUrlWithPAR(
  config, { redirect_uri: callback, scope: 'verify' }, { DPoP }));
seen.forged = await failure(async () => begin({}, (await client.randomDPoPKeyPair('PS256')).privateKey));
tell(seen);
