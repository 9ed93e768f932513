/** Checks a signature by the browser's own cryptography, against the keys that the page came with. */

const ALGORITHMS = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
};

/** What came of it: `valid`, `invalid`, `unknown` for a key that is not here, `unsupported`. */
export async function check({ header, signed, signature }, jwks) {
  const algorithm = Object.hasOwn(ALGORITHMS, header.alg ?? '') ? ALGORITHMS[header.alg] : null;
  if (!algorithm) return 'unsupported';
  const key = jwks.keys.find((it) => it.kid === header.kid);
  if (!key) return 'unknown';
  if (key.alg !== header.alg) return 'invalid';
  try {
    const imported = await crypto.subtle.importKey('jwk', key, algorithm, false, ['verify']);
    return (await crypto.subtle.verify(algorithm, imported, signature, signed)) ? 'valid' : 'invalid';
  } catch {
    return 'invalid';
  }
}
