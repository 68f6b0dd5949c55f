// openid-client: a website that registers itself, signs people in with the card, and signs them out.

import * as client from 'openid-client';
import { failure, given, holder, tell } from './journey.mjs';

const { issuer, callback, left, invitation } = given;
const execute = [client.allowInsecureRequests, client.enableNonRepudiationChecks];
const config = await client.dynamicClientRegistration(
  new URL(issuer),
  {
    client_name: 'Shop',
    redirect_uris: [callback],
    post_logout_redirect_uris: [left],
    scope: 'openid profile',
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
  },
  client.ClientSecretBasic(),
  { initialAccessToken: invitation, execute },
);

async function begin(more = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...more,
  });
  return { address, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
}

async function signIn(more, decision, otherChecks = {}) {
  const { address, checks } = await begin(more);
  return client.authorizationCodeGrant(config, await holder(address, decision), { ...checks, ...otherChecks });
}

const seen = {};
const tokens = await signIn();
seen.tokens = { type: tokens.token_type, scope: tokens.scope, refresh: tokens.refresh_token ?? null };
seen.claims = tokens.claims();
seen.client = config.clientMetadata().client_id;
seen.userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
seen.form = (await signIn({ response_mode: 'form_post' })).claims().sub;
seen.silent = (await signIn({ prompt: 'none' })).claims().sub;
seen.denied = await failure(() => signIn({ prompt: 'consent' }, 'deny'));
seen.otherSub = await failure(() => client.fetchUserInfo(config, tokens.access_token, 'somebody else'));
seen.wrongVerifier = await failure(() => signIn({}, 'approve', { pkceCodeVerifier: client.randomPKCECodeVerifier() }));
seen.wrongNonce = await failure(() => signIn({}, 'approve', { expectedNonce: 'another' }));
seen.wrongState = await failure(() => signIn({}, 'approve', { expectedState: 'another' }));
seen.verify = (await fetch(new URL('/v1/verifications', issuer), {
  method: 'POST',
  headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
  body: '{}',
})).status;

const state = client.randomState();
const end = client.buildEndSessionUrl(config, { post_logout_redirect_uri: left, id_token_hint: tokens.id_token, state });
const back = await holder(end, 'sign-out');
seen.left = { address: back.origin + back.pathname, state: back.searchParams.get('state') === state };
seen.afterwards = await failure(() => signIn({ prompt: 'none' }));
seen.userinfoAfterwards = await failure(() => client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
tell(seen);
