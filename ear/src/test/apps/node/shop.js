import { createServer } from 'node:http';
import { verify } from './tokens.js';

// What jose says when it has no key set to verify with, which is not the caller's fault.
const UNAVAILABLE = [undefined, 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

async function whoAmI(request) {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
  }
  let claims;
  try {
    claims = await verify(token);
  } catch (e) {
    return UNAVAILABLE.includes(e.code)
      ? { status: 503 }
      : { status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
  }
  if (!claims.groups.includes('auth-admin')) {
    return { status: 403 };
  }
  return { status: 200, body: { sub: claims.sub, groups: claims.groups } };
}

const routes = { '/ready': async () => ({ status: 200 }), '/whoami': whoAmI };
const notFound = async () => ({ status: 404 });

createServer(async (request, response) => {
  const { status, headers, body } = await (routes[request.url] ?? notFound)(request);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body && JSON.stringify(body));
}).listen(process.env.PORT ?? 8082, '127.0.0.1');
