/**
 * Which servers would take a token, that know its issuer and key set and nothing else. What the
 * others want was measured on them; docs/scanner.md tells how.
 */

const FORBIDDEN = ['crit', 'jku', 'jwk', 'x5u', 'x5c', 'b64', 'zip', 'cty'];

const OTHERS = [
  { name: 'WildFly 39', algorithms: ['RS256'], wants: ['iss', 'iat', 'exp'], wantsKid: true, skew: 60 },
  { name: 'Payara 6', algorithms: ['RS256', 'ES256'], types: ['JWT'], wants: ['iss', 'sub', 'jti', 'iat', 'exp'], skew: 0 },
  { name: 'Open Liberty 26', algorithms: ['RS256'], wants: ['iss', 'upn', 'exp'], skew: 300 },
  { name: 'Spring Boot 4', algorithms: ['RS256'], types: ['JWT', undefined], wants: ['iss', 'exp'], skew: 60 },
];

/**
 * The verdicts, this server's first: `{name, reasons}`, without reasons where it would be taken. A
 * reason is a key of the messages and a value.
 */
export function verdicts(token, signature, server, now = Date.now() / 1000) {
  const own = {
    name: server.issuer,
    algorithms: ['RS256', 'ES256'],
    types: [server.type],
    wants: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'upn', 'groups', 'epoch'],
    wantsKid: true,
    skew: server.skew,
  };
  return [
    { name: own.name, isOwn: true, reasons: [...common(token, signature, own, now), ...ownReasons(token, server)] },
    ...OTHERS.map((it) => ({ name: it.name, reasons: common(token, signature, it, now) })),
  ];
}

function common({ header, payload }, signature, rules, now) {
  const reasons = [];
  if (!rules.algorithms.includes(header.alg)) reasons.push(['verdict.alg', header.alg ?? '–']);
  if (signature !== 'valid') reasons.push([`verdict.signature.${signature}`]);
  if (rules.wantsKid && typeof header.kid !== 'string') reasons.push(['verdict.kid']);
  if (rules.types && !rules.types.includes(header.typ)) reasons.push(['verdict.typ', header.typ ?? '–']);
  for (const claim of rules.wants) {
    if (payload[claim] === undefined) reasons.push(['verdict.missing', claim]);
  }
  if (payload.exp <= now - rules.skew) reasons.push(['verdict.expired']);
  if (payload.nbf > now + rules.skew || payload.iat > now + rules.skew) reasons.push(['verdict.early']);
  return reasons;
}

function ownReasons({ header, payload }, server) {
  const reasons = [];
  if (payload.iss !== undefined && payload.iss !== server.issuer) reasons.push(['verdict.iss']);
  const audience = [payload.aud].flat();
  if (payload.aud !== undefined && !audience.some((it) => server.audience.includes(it))) reasons.push(['verdict.aud']);
  for (const name of FORBIDDEN.filter((it) => it in header)) reasons.push(['verdict.header', name]);
  return reasons;
}
