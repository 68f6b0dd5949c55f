// oauth4webapi over mutual TLS: it signs with Ed25519, and its tokens are bound to its certificate (RFC 8705).

import * as oauth from 'oauth4webapi';
import { certified } from './certified.mjs';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, callback, details } = given;
const client = { client_id: given.client_id };
const auth = oauth.PrivateKeyJwt(await signing(given.jwk));
const shown = { [oauth.customFetch]: certified(given.shown) };
const as = await oauth.processDiscoveryResponse(
  new URL(issuer), await oauth.discoveryRequest(new URL(issuer), shown));
const ask = async (token, through) => (await oauth.protectedResourceRequest(
  token, 'POST', new URL('/v1/verifications', issuer), fresh(), verification(given.allowed), through)).json();

const seen = {};
const verifier = oauth.generateRandomCodeVerifier();
const pushed = await oauth.processPushedAuthorizationResponse(
  as,
  client,
  await oauth.pushedAuthorizationRequest(as, client, auth, {
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid verify',
    authorization_details: JSON.stringify(details),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }, shown),
);
const address = new URL(as.authorization_endpoint);
address.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri });
const back = oauth.validateAuthResponse(as, client, await holder(address), oauth.expectNoState);
const redeem = async (through) => oauth.processAuthorizationCodeResponse(
  as,
  client,
  await oauth.authorizationCodeGrantRequest(as, client, auth, back, callback, verifier, through),
  { requireIdToken: true },
);
seen.withoutCertificate = await failure(() => redeem({}));
const tokens = await redeem(shown);
seen.type = tokens.token_type;
seen.claims = oauth.getValidatedIdTokenClaims(tokens);
seen.permitted = await ask(tokens.access_token, shown);
seen.stolen = await failure(() => ask(tokens.access_token, { [oauth.customFetch]: certified(given.another) }));
seen.bare = await failure(() => ask(tokens.access_token, {}));
const introspected = await oauth.introspectionRequest(
  as, client, auth, tokens.access_token, { requestJwtResponse: true, ...shown });
seen.introspected = await oauth.processIntrospectionResponse(as, client, introspected);
await oauth.validateApplicationLevelSignature(as, introspected, shown);
tell(seen);
