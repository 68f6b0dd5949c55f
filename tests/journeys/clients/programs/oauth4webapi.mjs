// oauth4webapi: the same steps one by one, request and answer apart, as that library has them.

import * as oauth from 'oauth4webapi';
import { failure, fresh, given, holder, signing, tell, verification } from './journey.mjs';

const { issuer, callback, details } = given;
const client = { client_id: given.client_id };
const key = await signing(given.jwk);
const auth = oauth.PrivateKeyJwt(key);
const local = { [oauth.allowInsecureRequests]: true };
const as = await oauth.processDiscoveryResponse(
  new URL(issuer), await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...local }));
const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
const bound = { DPoP, ...local };
const seen = {};

/** Ask, and once more with the nonce that the first answer brought (RFC 9449 section 8). */
async function withNonce(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    seen.nonces = (seen.nonces ?? 0) + 1;
    return ask();
  }
}

async function begin(more = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const parameters = {
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid verify',
    authorization_details: JSON.stringify(details),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  };
  const pushed = await withNonce(async () => oauth.processPushedAuthorizationResponse(
    as,
    client,
    await oauth.pushedAuthorizationRequest(as, client, auth, {
      request: await oauth.issueRequestObject(as, client, parameters, key),
    }, bound),
  ));
  const address = new URL(as.authorization_endpoint);
  address.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri });
  return { address, verifier, state, nonce };
}

async function redeem(answer, { verifier, nonce }) {
  return withNonce(async () => {
    const response = await oauth.authorizationCodeGrantRequest(as, client, auth, answer, callback, verifier, bound);
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
      expectedNonce: nonce,
      maxAge: 300,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(as, response, local);
    return tokens;
  });
}

async function call(token, path, body = null) {
  return withNonce(() => oauth.protectedResourceRequest(
    token, body ? 'POST' : 'GET', new URL(path, issuer), body ? fresh() : undefined, body, bound));
}

async function ask(token, service) {
  const answer = await call(token, '/v1/verifications', verification(service));
  return { status: answer.status, ...await answer.json() };
}

async function introspect(token, requestJwtResponse) {
  const response = await oauth.introspectionRequest(as, client, auth, token, { requestJwtResponse, ...local });
  const members = await oauth.processIntrospectionResponse(as, client, response);
  const type = response.headers.get('content-type');
  if (requestJwtResponse) await oauth.validateApplicationLevelSignature(as, response, local);
  return { type, members };
}

/** What a resource server of theirs would find: the request that the API gets, checked by RFC 9068 and 9449. */
async function asResourceServer(token) {
  let caught;
  await oauth.protectedResourceRequest(token, 'GET', new URL('/v1/events', issuer), undefined, null, {
    ...bound,
    [oauth.customFetch]: async (address, init) => {
      caught = new Request(address, init);
      return new Response();
    },
  });
  return oauth.validateJwtAccessToken(as, caught, issuer, { requireDPoP: true, ...local });
}

const first = await begin();
const tokens = await redeem(oauth.validateAuthResponse(as, client, await holder(first.address), first.state), first);
seen.type = tokens.token_type;
seen.claims = oauth.getValidatedIdTokenClaims(tokens);
seen.plain = await introspect(tokens.access_token, false);
seen.signed = await introspect(tokens.access_token, true);
seen.events = (await call(tokens.access_token, '/v1/events')).status;
seen.permitted = await ask(tokens.access_token, given.allowed);
seen.other = await failure(() => ask(tokens.access_token, given.other));
seen.read = await asResourceServer(tokens.access_token);
seen.resource = await oauth.processResourceDiscoveryResponse(
  new URL(issuer), await oauth.resourceDiscoveryRequest(new URL(issuer), local));

const jarm = await begin({ response_mode: 'jwt' });
const answer = await oauth.validateJwtAuthResponse(as, client, await holder(jarm.address), jarm.state, local);
seen.jarm = { names: [...answer.keys()], sub: oauth.getValidatedIdTokenClaims(await redeem(answer, jarm)).sub };
const form = await begin({ response_mode: 'form_post.jwt' });
const posted = new URLSearchParams(await (await holder(form.address)).text());
const read = await oauth.validateJwtAuthResponse(as, client, posted, form.state, local);
seen.form = oauth.getValidatedIdTokenClaims(await redeem(read, form)).sub;

const refreshed = await withNonce(async () => oauth.processRefreshTokenResponse(
  as, client, await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token, bound)));
seen.refreshed = await ask(refreshed.access_token, given.allowed);
const revoke = async (token) => oauth.processRevocationResponse(
  await oauth.revocationRequest(as, client, auth, token, local));
await revoke(refreshed.access_token);
seen.revoked = await introspect(refreshed.access_token, true);
seen.afterRevocation = await failure(() => call(refreshed.access_token, '/v1/events'));

const own = async (through = client, by = auth) => withNonce(async () => oauth.processClientCredentialsResponse(
  as, through, await oauth.clientCredentialsGrantRequest(as, through, by, { scope: 'verify' }, bound)));
seen.own = await ask((await own()).access_token, given.other);

seen.wrongVerifier = await failure(async () => {
  const begun = await begin();
  const back = oauth.validateAuthResponse(as, client, await holder(begun.address), begun.state);
  await redeem(back, { ...begun, verifier: oauth.generateRandomCodeVerifier() });
});
seen.twice = await failure(async () => {
  const begun = await begin();
  const back = oauth.validateAuthResponse(as, client, await holder(begun.address), begun.state);
  await redeem(back, begun);
  await redeem(back, begun);
});
const returned = async (decision) => {
  const begun = await begin();
  oauth.validateAuthResponse(as, client, await holder(begun.address, decision), begun.state);
};
seen.denied = await failure(() => returned('deny'));
seen.cancelled = await failure(() => returned('cancel'));
seen.expired = await failure(() => returned('too-late'));
seen.suspended = await failure(() => own({ client_id: given.suspended }));
seen.wrongDetails = await failure(() => begin({ authorization_details: JSON.stringify([{ type: 'payment' }]) }));
tell(seen);
