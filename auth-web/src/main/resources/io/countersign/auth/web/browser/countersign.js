/*
 * Countersign's client for browsers: login, silent refresh and logout, for all tabs of an origin.
 *
 * The access token is in memory only, handed from tab to tab. The refresh token is in an HttpOnly
 * cookie, which no script can read. Nothing is ever put into storage.
 */

/** This long before its end a token is replaced; a short-lived one in its last quarter. */
const LEAD = 60_000;
/** With less than this, or a tenth of its life, a token is not sent any more. */
const EDGE = 5_000;
/** How long a request waits for a server that is away. */
const PATIENCE = 30_000;
/** The server itself may look ten seconds for its database. */
const TIMEOUT = 30_000;
/** How long a tab listens for what others know. They answer within a few milliseconds. */
const NEWS = 50;
/** How long the refresh of a tab that died may still be on its way. */
const IN_FLIGHT = 5_000;
/** Between attempts, when the server does not say. */
const PAUSE = 250;
const LONGEST_PAUSE = 15_000;

/** A refusal by the server, with its code; `unavailable` when it could not be reached. */
export class CountersignError extends Error {
  constructor(code, message, details) {
    super(message);
    this.name = 'CountersignError';
    this.code = code;
    Object.assign(this, details);
  }
}

export class Countersign extends EventTarget {
  #base;
  #origins;
  #fingerprint;
  #name;
  #channel;
  /** The access token with its claims and its life, if there is one. */
  #held;
  /** Whether there is no session, for all that is known. Before the first look it is not known. */
  #isOut = false;
  /** Sessions that have ended: a late answer must not bring one back. */
  #ended = new Set();
  #refreshing;
  #asking;
  /** How often the password was shown again. */
  #shown = 0;
  /** Until when another tab's refresh may be on its way, on this tab's clock. */
  #inFlight = 0;
  #heard = () => {};
  #timer;
  #waits = new AbortController();

  constructor({ base = new URL('..', import.meta.url), origins = [], fingerprint } = {}) {
    super();
    if (!navigator.locks) {
      throw new CountersignError('insecure_context', 'Countersign needs https, or localhost.');
    }
    const here = globalThis.location.href;
    this.#base = new URL(String(base).replace(/\/*$/, '/'), here);
    this.#origins = new Set([here, this.#base, ...origins].map((it) => new URL(it, here).origin));
    this.#fingerprint = fingerprint;
    this.#name = `countersign ${this.#base}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    const wake = () => this.#wake();
    addEventListener('online', wake);
    // A page that comes back from the cache has heard nothing meanwhile.
    addEventListener('pageshow', (event) => event.persisted && this.#lookAgain());
    globalThis.document?.addEventListener('visibilitychange', wake);
  }

  /** Opens a session, in the place of the one that this browser had. */
  login({ username, password, remember, deviceName, resource }) {
    const body = {
      username, password, remember, resource, device_name: deviceName, transport: 'cookie',
    };
    return this.#locked(async () => {
      const asked = now();
      const answer = await this.#answerOf(await this.#send('login', body));
      this.#adopt(answer, asked, { type: 'signedin', isOwn: true });
      return Object.freeze({ ...this.#view(), previousSession: answer.previous_session ?? null });
    });
  }

  /** Ends the session: here and in all other tabs at once, then at the server. */
  async logout() {
    const end = { reason: 'logout' };
    this.#end(end, { isLogout: true });
    await this.#locked(async () => {
      const { response } = await this.#persist('logout', now().tick + TIMEOUT);
      if (!response.ok) throw await refusal(response);
    });
    if (this.#held) this.#end(end, { isLogout: true });
  }

  /** Who is signed in, or null. */
  async session() {
    await this.#token();
    return this.#view();
  }

  /** Shows the password again, in the same session (RFC 9470). */
  async reauthenticate(password) {
    const asked = now();
    const url = new URL('reauthenticate', this.#base);
    this.#adopt(await this.#answerOf(await this.fetch(url, posted({ password }))), asked, {
      isOwn: true,
    });
    this.#shown++;
    return this.#view();
  }

  /** Changes the password. This browser gets a new session, and all others end. */
  async changePassword(currentPassword, newPassword) {
    const token = await this.#token();
    const body = { current_password: currentPassword, new_password: newPassword };
    return this.#locked(async () => {
      const asked = now();
      const response = await this.#send('password', body, this.#held?.token ?? token);
      this.#adopt(await this.#answerOf(response), asked, { isOwn: true });
      return this.#view();
    });
  }

  /** The browser's fetch, with the access token for the origins that may have it. */
  async fetch(input, init) {
    const request = new Request(input, init);
    if (!this.#origins.has(new URL(request.url).origin) || request.headers.has('Authorization')) {
      return fetch(request);
    }
    for (let wasRefreshed = false, wasAsked = false; ; ) {
      const token = await abortable(this.#token(), request.signal);
      const attempt = request.clone(); // its body can be read once
      if (token) attempt.headers.set('Authorization', `Bearer ${token}`);
      const shown = this.#shown;
      const response = await fetch(attempt);
      if (response.status !== 401 || !token) return response;
      const challenge = response.headers.get('WWW-Authenticate') ?? '';
      if (challenge.includes('insufficient_user_authentication')) {
        if (wasAsked) return response;
        const isShown = shown !== this.#shown; // while the request was under way
        if (!isShown && !(await this.#askForPassword(challenge, request))) return response;
        wasAsked = true;
      } else {
        if (wasRefreshed || !(await isOfToken(response, challenge))) return response;
        wasRefreshed = true;
        await abortable(this.#refresh(token), request.signal);
        if (!this.#held) return response;
      }
    }
  }

  /** Lets the page ask for the password, once for all requests that want it. */
  #askForPassword(challenge, request) {
    this.#asking ??= (async () => {
      const before = this.#held?.token;
      const maxAge = Number(/max_age="?(\d+)/.exec(challenge)?.[1] ?? 0);
      const answers = [];
      this.#dispatch('insufficient', {
        maxAge,
        url: request.url,
        waitUntil: (answer) => answers.push(answer),
      });
      try {
        await Promise.all(answers);
        return this.#held !== undefined && this.#held.token !== before;
      } catch {
        return false;
      }
    })().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** A token that is good for a while, or none when nobody is signed in. */
  async #token() {
    const left = this.#held ? remaining(this.#held) : 0;
    if (this.#held && left > share(this.#held, EDGE, 10)) {
      if (left <= share(this.#held, LEAD, 4)) this.#refresh(this.#held.token).catch(() => {});
    } else if (!this.#isOut) {
      await this.#refresh(this.#held?.token);
    }
    return this.#held?.token;
  }

  /**
   * Replaces a token, unless that is done already.
   *
   * @param stale the token that is good no more; none at the first look
   */
  #refresh(stale) {
    const until = now().tick + PATIENCE;
    this.#refreshing ??= this.#locked((waited) => this.#renew(stale, waited, until), until).finally(
      () => (this.#refreshing = undefined),
    );
    return this.#refreshing;
  }

  /** Does so as the only tab. */
  async #renew(stale, waited, until) {
    const isFirst = !stale && !this.#isOut;
    if (isFirst && !this.#held) this.#tell({ type: 'ask' });
    // Of the tab that had the lock before, the news may still be on their way.
    if (waited || (isFirst && !this.#held)) await this.#news(NEWS, stale);
    // A tab that died has left a request, whose answer brings the next cookie.
    await this.#news(this.#inFlight - now().tick, stale);
    if (this.#isOut || this.#held?.token !== stale) return;

    this.#tell({ type: 'refreshing' });
    let isDone = false;
    try {
      const { response, answer, asked } = await this.#persist('refresh', until);
      if (answer) {
        isDone = this.#adopt(answer, asked, { isOwn: true });
      } else {
        const problem = await refusal(response);
        // Without the cookie the server finds the request incomplete: there is no session.
        const isMissing = problem.code === 'invalid_request';
        if (!isMissing && !(response.status === 401 && problem.problem.code)) throw problem;
        const isSilent = isMissing && !this.#held;
        this.#end(isMissing ? { reason: 'no_session' } : endOf(problem), { isSilent });
        isDone = true;
      }
    } finally {
      if (!isDone) this.#tell({ type: 'failed' });
    }
  }

  /** Waits for news of other tabs, while the token is still the stale one. */
  #news(limit, stale) {
    if (limit <= 0 || this.#isOut || this.#held?.token !== stale) return undefined;
    return new Promise((resolve) => {
      this.#heard = resolve;
      setTimeout(resolve, limit);
    });
  }

  /** Runs alone among all tabs. A tab that dies loses the lock. */
  async #locked(work, until = now().tick + PATIENCE) {
    const atOnce = { ifAvailable: true };
    const done = await navigator.locks.request(this.#name, atOnce, async (lock) =>
      lock ? [await work(false)] : null,
    );
    if (done) return done[0];
    const signal = AbortSignal.timeout(Math.max(0, until - now().tick));
    try {
      return await navigator.locks.request(this.#name, { signal }, () => work(true));
    } catch (cause) {
      throw cause === signal.reason ? unavailable(cause) : cause;
    }
  }

  /** Sends a request again for as long as the server is away, or its answer is lost. */
  async #persist(path, until) {
    const { signal } = this.#waits; // the end of the session ends the waits
    for (let pause = PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const asked = now();
      let failure;
      try {
        const response = await this.#send(path);
        const { status } = response;
        // While a server starts, it may not know the address yet that it has answered at before.
        const isStarting = status === 404 && this.#held !== undefined;
        if (status < 500 && status !== 429 && !isStarting) {
          const answer = status === 200 ? await response.json() : null;
          return { response, answer, asked };
        }
        failure = isStarting ? unavailable() : await refusal(response);
      } catch (cause) {
        failure = cause instanceof CountersignError ? cause : unavailable(cause);
      }
      const wait = 1000 * (failure.retryAfter ?? 0) || pause;
      if (now().tick + wait > until) throw failure;
      await abortable(new Promise((resolve) => setTimeout(resolve, wait)), signal);
    }
  }

  /** Asks the server. Of a refresh, the browser keeps the cookie even if the page is left. */
  async #send(path, body, token) {
    const init = posted(body);
    if (token) init.headers.Authorization = `Bearer ${token}`;
    if (this.#fingerprint) init.headers['X-Device-Fingerprint'] = this.#fingerprint;
    try {
      return await fetch(new URL(path, this.#base), {
        ...init,
        credentials: 'include',
        cache: 'no-store',
        keepalive: body === undefined,
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  async #answerOf(response) {
    if (!response.ok) throw await refusal(response);
    return response.json();
  }

  /**
   * Takes a token, of an answer or of another tab.
   *
   * @param asked when it was asked for: its life began no earlier
   * @returns whether it was taken
   */
  #adopt({ access_token: token, expires_in: seconds }, asked, { type, isOwn } = {}) {
    const claims = claimsOf(token);
    const before = this.#held;
    if (before?.token === token || this.#ended.has(claims.sid)) return false;
    const isSameSession = before && before.claims.sid === claims.sid;
    // A refresh that was on its way does not undo a fresh login.
    if (isSameSession && before.claims.auth_time > claims.auth_time && remaining(before) > 0) {
      return false;
    }
    this.#held = { token, claims, life: 1000 * seconds, ...asked };
    this.#isOut = false;
    this.#schedule(remaining(this.#held) - share(this.#held, LEAD, 4));
    if (isOwn) this.#tell(this.#message());
    const isSameUser = before?.claims.sub === claims.sub;
    this.#dispatch(type ?? (isSameUser ? 'refreshed' : 'signedin'), this.#view());
    return true;
  }

  /** Forgets the session. */
  #end(end, { isLogout = false, isSilent = false, isTold = false } = {}) {
    const sid = this.#held?.claims.sid;
    const wasOut = this.#isOut;
    this.#held = undefined;
    this.#isOut = true;
    clearTimeout(this.#timer);
    if (sid) this.#ended.add(sid);
    this.#waits.abort(new CountersignError('signed_out', 'The session has ended.'));
    this.#waits = new AbortController();
    if (!isTold && (sid || isLogout)) this.#tell({ type: 'signedout', sid, end });
    if (!wasOut && !isSilent) this.#dispatch('signedout', end);
  }

  #hear({ type, sid, end, token, life, age, time, isAnswer }) {
    if (type === 'ask') {
      // The tab that asks has the lock: a refresh that is on its way is of a tab that died.
      if (this.#inFlight > now().tick) this.#tell({ type: 'refreshing' });
      else if (this.#held && remaining(this.#held) > share(this.#held, LEAD, 4)) {
        this.#tell({ ...this.#message(), isAnswer: true });
      }
      return;
    }
    if (type === 'refreshing') {
      this.#inFlight = now().tick + IN_FLIGHT;
      return;
    }
    if (isAnswer && this.#held) return;
    this.#inFlight = 0;
    if (type === 'token') {
      // The wall's clock is the same for all tabs, and goes on while they sleep.
      const old = age + Math.max(0, Date.now() - time);
      const asked = { tick: performance.now() - old, time: Date.now() - old };
      this.#adopt({ access_token: token, expires_in: life / 1000 }, asked);
    } else if (type === 'signedout' && (!sid || !this.#held || sid === this.#held.claims.sid)) {
      if (sid) this.#ended.add(sid);
      this.#end(end, { isTold: true });
    }
    this.#heard();
  }

  #message() {
    const { token, life } = this.#held;
    return { type: 'token', token, life, age: life - remaining(this.#held), time: Date.now() };
  }

  #tell(message) {
    this.#channel.postMessage(message);
  }

  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, delay));
  }

  /** Refreshes when it is time. A hidden page waits until it is looked at or used. */
  #wake() {
    if (!this.#held || globalThis.document?.visibilityState === 'hidden') return;
    const left = remaining(this.#held) - share(this.#held, LEAD, 4);
    if (left > 0) this.#schedule(left);
    else this.#refresh(this.#held.token).catch(() => this.#held && this.#schedule(LONGEST_PAUSE));
  }

  #lookAgain() {
    this.#inFlight = 0;
    if (this.#held) this.#refresh(this.#held.token).catch(() => {});
  }

  #view() {
    if (!this.#held) return null;
    const { claims, life, time } = this.#held;
    const { sub, upn, groups = [], sid, auth_time: authTime, iat } = claims;
    return Object.freeze({
      userId: sub,
      username: upn ?? null,
      roles: Object.freeze([...groups]),
      sessionId: sid ?? null,
      expiresAt: new Date(time + life),
      // By this browser's clock, whatever that says: both claims are of the server's.
      authenticatedAt: authTime === undefined ? null : new Date(time - 1000 * (iat - authTime)),
    });
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** A moment on two clocks: one that nobody sets, and one that goes on while the machine sleeps. */
function now() {
  return { tick: performance.now(), time: Date.now() };
}

/** How much of a token's life is left, in milliseconds, by the clock that has gone further. */
function remaining({ life, tick, time }) {
  return life - Math.max(performance.now() - tick, Date.now() - time);
}

/** A time, or a part of the token's life if that is shorter. */
function share({ life }, time, part) {
  return Math.min(time, life / part);
}

function posted(body) {
  return body === undefined
    ? { method: 'POST', headers: {} }
    : {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      };
}

/** For people to see. Nothing is decided by it: the signature is not checked here. */
function claimsOf(token) {
  const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (it) => it.charCodeAt(0))));
}

/** Whether a 401 is about the token, and not about a password in the request. */
async function isOfToken(response, challenge) {
  if (/error="?(?!"?invalid_token)/.test(challenge)) return false;
  return (await problemOf(response.clone())).code !== 'invalid_credentials';
}

async function problemOf(response) {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  return isProblem ? response.json().catch(() => ({})) : {};
}

async function refusal(response) {
  const problem = await problemOf(response);
  return new CountersignError(
    problem.code ?? (response.status < 500 ? 'refused' : 'unavailable'),
    problem.detail ?? `The server answered ${response.status}.`,
    {
      status: response.status,
      retryAfter: Number(response.headers.get('Retry-After')) || null,
      problem,
    },
  );
}

function unavailable(cause) {
  return new CountersignError('unavailable', 'The server cannot be reached.', {
    status: 0,
    retryAfter: null,
    problem: {},
    cause,
  });
}

function endOf({ code, problem }) {
  return {
    reason: problem.ended_reason ?? code,
    endedAt: problem.ended_at ? new Date(problem.ended_at) : null,
    note: problem.reason ?? null,
  };
}

function abortable(promise, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
