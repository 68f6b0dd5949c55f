// TLS in front of the authority: what a load balancer does, with the wishes of FAPI 2.0 (RFC 9325, RFC 8705).
//
//   node terminator.mjs PORT BACKEND_PORT CERTIFICATE.pem KEY.pem
//
// It asks every client for a certificate, verifies none, and hands what it was shown to the authority in
// Client-Cert (RFC 9440). Whoever sends such a header from outside has it removed. Stops with its parent.

import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const [port, backend, certificate, key] = process.argv.slice(2);
const HOST = '127.0.0.1';

// RFC 9325 section 4.2: these for TLS 1.2; every suite of TLS 1.3 is good.
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
].join(':');

// Of one connection only, or ours to say. A name with an underscore would reach the authority as its twin.
const OURS = /^(client-cert.*|forwarded|x-forwarded-.*|connection|keep-alive|proxy-connection|upgrade|te|.*_.*)$/i;

function* passedOn(raw) {
  for (let i = 0; i < raw.length; i += 2) if (!OURS.test(raw[i])) yield* [raw[i], raw[i + 1]];
}

function* added(socket) {
  yield* ['X-Forwarded-For', socket.remoteAddress, 'X-Forwarded-Proto', 'https', 'Connection', 'close'];
  const shown = socket.getPeerCertificate();
  if (shown?.raw) yield* ['Client-Cert', `:${shown.raw.toString('base64')}:`];
}

function forward(request, response) {
  const onward = http.request({
    host: HOST,
    port: backend,
    method: request.method,
    path: request.url,
    headers: [...passedOn(request.rawHeaders), ...added(request.socket)],
    agent: false,
    setHost: false,
  });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode, answer.statusMessage, [...passedOn(answer.rawHeaders)]);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'Content-Type': 'text/plain' }).end('The authority does not answer.\n');
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

const server = https.createServer({
  cert: readFileSync(certificate),
  key: readFileSync(key),
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS,
  honorCipherOrder: true,
  maxHeaderSize: 64 * 1024,
  keepAliveTimeout: 30_000,
}, forward);

function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 3_000).unref();
}

process.on('SIGTERM', stop);
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; our parent stops us after the authority
process.stdin.resume().on('end', stop);
server.on('error', (error) => { console.error(error.message); process.exit(1); });
server.listen(Number(port), HOST, () => console.log('ready'));
