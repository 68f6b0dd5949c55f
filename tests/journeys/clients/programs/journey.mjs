// What every program here has: what it was given, a holder to send away, and a way to tell what it saw.

import { createInterface } from 'node:readline';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => JSON.parse((await lines.next()).value);
const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

export const given = await read();

/** Send the holder to an address; the answer is what the browser brings to the client. */
export async function holder(address, decision = 'approve') {
  write({ visit: address.href, decision });
  const { method, uri, body, stopped } = await read();
  if (stopped) throw new Error(`The browser stayed on a page that says ${stopped}.`);
  if (method === 'GET') return new URL(uri);
  return new Request(uri, { method, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
}

/** How a call ends that must fail, as the library tells it. */
export async function failure(call) {
  try {
    await call();
  } catch (error) {
    const { name, code, message, status, error: registered, error_description: sentence } = error;
    const challenges = error.cause?.map?.((challenge) => challenge.parameters);
    return { name, code, message, status, error: registered, sentence, challenges };
  }
  return 'nothing failed';
}

const ALGORITHMS = {
  EC: { name: 'ECDSA', namedCurve: 'P-256' },
  RSA: { name: 'RSA-PSS', hash: 'SHA-256' },
  OKP: { name: 'Ed25519' },
};

/** A private JWK for signing. */
export async function signing(jwk) {
  return { key: await crypto.subtle.importKey('jwk', jwk, ALGORITHMS[jwk.kty], false, ['sign']), kid: jwk.kid };
}

/** A verification of the holder's card, as the API takes it. */
export function verification(service) {
  const { region, number } = given.card;
  return JSON.stringify({ service, city: '330400', presentation: { region, number } });
}

/** Headers of a verification: each request counts once, whatever is lost on the way. */
export const fresh = () => new Headers({
  'content-type': 'application/json',
  'idempotency-key': crypto.randomUUID(),
});

/** Tell what was seen, and end. */
export function tell(seen) {
  write({ seen });
  process.stdin.destroy();
}
