/** All WebSockets and event streams of this process, those that nobody has signed in on included. */
const MAX_CONNECTIONS = 1_000;
/** Of them, those whose credentials are not accepted yet: strangers cannot take the places of those who are signed in. */
const MAX_UNKNOWN_CONNECTIONS = 200;
/** By a user's sessions and API keys together, in this process. */
const MAX_CONNECTIONS_PER_USER = 10;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 20;
const MAX_MESSAGE_BYTES = 64 * 1024;
/** From the open socket to the accepted credentials. */
const SIGN_IN_TIMEOUT_MS = 3_000;
/** What a client has not taken from us when the next message is due. */
const MAX_UNSENT_BYTES = 1024 * 1024;
/** A client that answers no ping until the next is gone; so is one that takes nothing of an event stream so long. */
const KEEP_ALIVE_MS = 12_000;
/** How often the logins of all open connections are looked at. */
const CONFIRM_INTERVAL_MS = 20_000;
/** Looked at this long ago, and not since (the database does not answer): closed at the next look, within 60 s. */
const MAX_UNCONFIRMED_MS = 35_000;
/** Events that are answered at a time: a change that a thousand subscribe to leaves connections to the others. */
const MAX_CONCURRENT_EVENTS = 4;
/** For its turn; then the subscriber is told that the server is busy. */
const MAX_EVENT_WAIT_MS = 60_000;
/** How long clients may take to say goodbye when the server stops. */
const GOODBYE_MS = 2_000;

export interface SubscriptionLimits {
  maxConnections: number;
  maxUnknownConnections: number;
  maxConnectionsPerUser: number;
  maxSubscriptionsPerSocket: number;
  maxMessageBytes: number;
  signInTimeoutMs: number;
  maxUnsentBytes: number;
  keepAliveMs: number;
  confirmIntervalMs: number;
  maxUnconfirmedMs: number;
  maxConcurrentEvents: number;
  maxEventWaitMs: number;
  goodbyeMs: number;
}

export const SUBSCRIPTION_LIMITS: SubscriptionLimits = {
  maxConnections: MAX_CONNECTIONS,
  maxUnknownConnections: MAX_UNKNOWN_CONNECTIONS,
  maxConnectionsPerUser: MAX_CONNECTIONS_PER_USER,
  maxSubscriptionsPerSocket: MAX_SUBSCRIPTIONS_PER_SOCKET,
  maxMessageBytes: MAX_MESSAGE_BYTES,
  signInTimeoutMs: SIGN_IN_TIMEOUT_MS,
  maxUnsentBytes: MAX_UNSENT_BYTES,
  keepAliveMs: KEEP_ALIVE_MS,
  confirmIntervalMs: CONFIRM_INTERVAL_MS,
  maxUnconfirmedMs: MAX_UNCONFIRMED_MS,
  maxConcurrentEvents: MAX_CONCURRENT_EVENTS,
  maxEventWaitMs: MAX_EVENT_WAIT_MS,
  goodbyeMs: GOODBYE_MS,
};
