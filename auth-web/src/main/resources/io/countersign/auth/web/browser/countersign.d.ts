/** Who is signed in. The token itself is nowhere to be read. */
export interface Session {
  readonly userId: string;
  /** The login name, where the token has it. */
  readonly username: string | null;
  readonly roles: readonly string[];
  readonly sessionId: string | null;
  /** When the access token ends, by this browser's clock. It is replaced before that. */
  readonly expiresAt: Date;
  /** When the password was last shown, by this browser's clock. */
  readonly authenticatedAt: Date | null;
}

/** A session that the browser still had a cookie of when its user logged in again. */
export interface PreviousSession {
  readonly id: string;
  readonly ended_reason: string;
  readonly ended_at: string;
  /** What an administrator wrote. */
  readonly reason?: string;
}

export interface LoginOptions {
  username: string;
  password: string;
  /** Whether to stay signed in when the browser is closed; the server's default is to stay. */
  remember?: boolean;
  /** What the user calls this device; the server finds a name where there is none. */
  deviceName?: string;
  /** For which of the configured audiences the session is (RFC 8707). */
  resource?: string | string[];
}

/** Why there is no session any more. */
export interface SessionEnd {
  /**
   * `logout` in one of this browser's tabs; the server's `ended_reason`, such as `administrator`;
   * else its code, such as `token_expired`; `no_session` when the cookie was gone.
   */
  readonly reason: string;
  readonly endedAt?: Date | null;
  /** What an administrator wrote. */
  readonly note?: string | null;
}

/** A request was refused because the password was shown too long ago (RFC 9470). */
export interface InsufficientLogin {
  /** How old a login may be, in seconds. */
  readonly maxAge: number;
  /** The address of the request. */
  readonly url: string;
  /**
   * Holds the request until the promise is fulfilled, and sends it again if there has been a fresh
   * login by then. To be called while the event is dispatched. Without it, or when the promise is
   * rejected, the page gets the refusal.
   */
  waitUntil(answer: Promise<unknown>): void;
}

export interface CountersignEvents {
  /** There is a session: after a login, or found when the page was opened, or of another user. */
  signedin: CustomEvent<Session>;
  /** There is a newer token, of this tab or of another one. */
  refreshed: CustomEvent<Session>;
  /** There is no session any more, in no tab. */
  signedout: CustomEvent<SessionEnd>;
  insufficient: CustomEvent<InsufficientLogin>;
}

export interface CountersignOptions {
  /** Where Countersign is. By default, where this module came from: the folder above its own. */
  base?: string | URL;
  /** Further origins that get the token. By default the page's and Countersign's alone. */
  origins?: Iterable<string | URL>;
  /** A fingerprint of this device, to which the session is bound: 16 to 512 printable characters. */
  fingerprint?: string;
}

/** A refusal by the server, or no answer of it. */
export declare class CountersignError extends Error {
  /** The server's code, such as `invalid_credentials`, or `unavailable`, or `signed_out`. */
  readonly code: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status?: number;
  /** Seconds to wait, where the server said so. */
  readonly retryAfter?: number | null;
  /** The problem document (RFC 9457). */
  readonly problem?: Readonly<Record<string, unknown>>;
}

/** Countersign's client: one for a page. All tabs of an origin share a session and its refresh. */
export declare class Countersign extends EventTarget {
  constructor(options?: CountersignOptions);

  /**
   * Opens a session, in the place of the one that this browser had.
   *
   * @throws CountersignError `invalid_credentials`, `too_many_attempts` with the seconds to wait, …
   */
  login(options: LoginOptions): Promise<Session & { previousSession: PreviousSession | null }>;

  /**
   * Ends the session: here and in all other tabs at once, then at the server.
   *
   * @throws CountersignError when the server was not reached: its cookie is still there
   */
  logout(): Promise<void>;

  /**
   * Who is signed in, or null. Asks other tabs and then the server if it is not known yet.
   *
   * @throws CountersignError `unavailable` when the server stayed away
   */
  session(): Promise<Session | null>;

  /**
   * The browser's `fetch`. The page's origin, Countersign's and those of the options get the access
   * token. It is refreshed before its end, and once after a 401. When nobody is signed in the
   * request goes without a token. A request with an `Authorization` of its own is left as it is.
   *
   * @throws CountersignError `unavailable` when there is a session, but no token to be had
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;

  /** Shows the password again, in the same session. */
  reauthenticate(password: string): Promise<Session | null>;

  /** Changes the password. This browser gets a new session, and all others end. */
  changePassword(currentPassword: string, newPassword: string): Promise<Session | null>;

  addEventListener<K extends keyof CountersignEvents>(
    type: K,
    listener: (event: CountersignEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
