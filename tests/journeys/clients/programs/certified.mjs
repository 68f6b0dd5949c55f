// fetch over connections that show a client certificate, by node:https; Node's own fetch has no such option.

import https from 'node:https';

export function certified({ certificate, key }) {
  const agent = new https.Agent({ cert: certificate, key, keepAlive: true });
  return (address, { method, headers, body, signal }) => new Promise((resolve, reject) => {
    const request = https.request(address, { agent, method, headers, signal }, async (answer) => {
      const content = Buffer.concat(await answer.toArray());
      resolve(new Response(content.length ? content : null, { status: answer.statusCode, headers: answer.headers }));
    });
    request.on('error', reject);
    request.end(body?.toString());
  });
}
