// Takes each step through generated classes, and prints what came of it.
import {
  AccountApi,
  AdministrationApi,
  Configuration,
  ProblemFromJSON,
  ResponseError,
  TokensApi,
} from './countersign/index.js';

declare const process: { argv: string[]; env: Record<string, string | undefined> };

const basePath = process.argv[2];
const tokens = new TokensApi(new Configuration({ basePath }));

function bearer(accessToken: string): Configuration {
  return new Configuration({ basePath, accessToken });
}

/** The body of a refusal is a problem document. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'not refused';
  } catch (e) {
    if (!(e instanceof ResponseError)) {
      throw e;
    }
    const problem = ProblemFromJSON(await e.response.json());
    return `${problem.status} ${problem.code}`;
  }
}

const login = await tokens.login({ login: { username: 'admin', password: process.env.PASSWORD! } });
console.log(`login: ${login.tokenType}`);

const me = await new AccountApi(bearer(login.accessToken)).me();
console.log(`me: ${me.upn} [${me.groups.join(', ')}]`);

const pair = await tokens.refresh({ refresh: { refreshToken: login.refreshToken } });
console.log(`refresh: ${pair.refreshTokenId === `${login.sessionId}.1`}`);

const sessions = await new AccountApi(bearer(pair.accessToken)).listOwnSessions();
const session = sessions.items.find((it) => it.id === pair.sessionId)!;
console.log(`session: ${session.state} ${session.current} ${session.generation}`);
console.log(`opened: ${session.createdAt < session.expiresAt}`);

const administration = new AdministrationApi(bearer(pair.accessToken));
const { history } = await administration.findSession({ id: pair.sessionId });
console.log(`history: ${history.at(-1)?.type}`);

const newUser = {
  username: `clerk-${crypto.randomUUID()}`,
  password: 'brass lantern on the stairs',
  roles: new Set(['clerk']),
};
const user = await administration.createUser({ newUser });
console.log(`user: [${[...user.roles].join(', ')}] ${user.disabled}`);

const changed = await administration.changeUser({ id: user.id, userChange: { disabled: true } });
console.log(`changed: [${[...changed.roles].join(', ')}] ${changed.disabled}`);

console.log(`again: ${await refusal(administration.createUser({ newUser }))}`);
console.log(
  `wrong: ${await refusal(tokens.login({ login: { username: 'admin', password: 'x' } }))}`,
);

await tokens.logout({ refreshTokenBody: { refreshToken: pair.refreshToken } });
console.log(
  `logged out: ${await refusal(tokens.refresh({ refresh: { refreshToken: pair.refreshToken } }))}`,
);
