// openid-client: a terminal that shows a code (RFC 8628), and a clerk's that asks on the holder's page (CIBA).

import * as client from 'openid-client';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, details, service } = given;
const config = await client.discovery(
  new URL(issuer),
  given.client_id,
  {},
  client.PrivateKeyJwt(await signing(given.jwk)),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const wish = {
  scope: 'openid verify',
  binding_message: 'Gate 7 · 4711',
  authorization_details: JSON.stringify(details),
};

async function verify({ access_token: token }) {
  const answer = await client.fetchProtectedResource(
    config, token, new URL('/v1/verifications', issuer), 'POST', verification(service), fresh(), { DPoP });
  const { outcome, receipt } = await answer.json();
  return { status: answer.status, outcome, receipt: typeof receipt };
}

async function byCode(decision) {
  const asked = await client.initiateDeviceAuthorization(config, wish);
  const page = await holder(new URL(asked.verification_uri_complete), decision);
  return { asked, page: page.search, answer: () => client.pollDeviceAuthorizationGrant(config, asked, undefined, { DPoP }) };
}

const seen = {};
const { asked, page, answer } = await byCode('approve');
seen.asked = { members: Object.keys(asked).sort(), code: asked.user_code, page };
const tokens = await answer();
seen.tokens = { type: tokens.token_type, scope: tokens.scope, sub: tokens.claims().sub };
seen.verified = await verify(tokens);
seen.again = await failure(answer);
seen.denied = await failure((await byCode('deny')).answer);

const waiting = await client.initiateBackchannelAuthentication(config, { ...wish, login_hint: `${given.card.region} ${given.card.number}` });
await holder(new URL('/me/requests', issuer));
const clerks = await client.pollBackchannelAuthenticationGrant(config, waiting, undefined, { DPoP });
seen.clerk = { sub: clerks.claims().sub, verified: await verify(clerks) };
tell(seen);
