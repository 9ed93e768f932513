/** Takes a token apart. Nothing of it is believed by that. */

const BASE64URL = /^[A-Za-z0-9_-]*$/;

/** A text that is no signed token, and why: a key of the messages. */
export class NoToken extends Error {}

/**
 * The parts of a JWS (RFC 7515 §7.1).
 *
 * @throws NoToken when it is none
 */
export function parse(text) {
  const parts = text.split('.');
  if (parts.length === 5) throw new NoToken('inspector.jwe');
  if (parts.length !== 3) throw new NoToken('inspector.parts');
  const [header, payload, signature] = parts;
  return {
    parts,
    header: object(header),
    payload: object(payload),
    signature: octets(signature),
    signed: new TextEncoder().encode(`${header}.${payload}`),
  };
}

function object(part) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets(part)));
  } catch (problem) {
    throw problem instanceof NoToken ? problem : new NoToken('inspector.json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NoToken('inspector.json');
  return value;
}

function octets(part) {
  if (!BASE64URL.test(part)) throw new NoToken('inspector.base64');
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (it) => it.charCodeAt(0));
  } catch {
    throw new NoToken('inspector.base64');
  }
}
