import { createRemoteJWKSet, jwtVerify } from 'jose';

const issuer = process.env.ISSUER ?? 'http://localhost:8080/auth';
const audience = process.env.AUDIENCE ?? 'countersign';
const jwks = new URL(process.env.JWKS ?? `${issuer}/.well-known/jwks.json`);

// For as long as the key set's max-age allows, which jose does not read.
const keys = createRemoteJWKSet(jwks, { cacheMaxAge: 300_000 });

export async function verify(token) {
  const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'] });
  return payload;
}
