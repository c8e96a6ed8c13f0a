import { PASSWORD } from '../../support/identity-fixtures.ts';
import { PEOPLE } from '../people.ts';
import { ask } from './ask.ts';
import { fromAddress } from './from-address.ts';
import type { Step } from './step.ts';

const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) {
  accessToken refreshToken expiresIn tokenType user { username role organization { name tenant { name } } } } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) {
  accessToken refreshToken user { username } } }`;
const ME = '{ me { username fullName role email organization { name } } }';

const signIn = (username: string): Step =>
  ask(
    `${username} signs in`,
    { query: LOGIN, variables: { input: { usernameOrEmail: username, password: PASSWORD } } },
    {
      keep({ login }, stage) {
        stage.keep(username, login.accessToken);
        stage.keep(`refresh token of ${username}`, login.refreshToken);
      },
    },
  );

/** Whoever is not trusted may say what it likes of whence it comes. */
const asFromElsewhere: Step = {
  name: 'a sign-in that claims another address',
  async play(stage) {
    const input = { usernameOrEmail: 'demo.analyst', password: PASSWORD };
    const { status, text } = await fromAddress('127.0.0.2', `${stage.deployment.url}/graphql`, {
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.66' },
      body: JSON.stringify({ query: LOGIN, variables: { input } }),
    });
    return { status, headers: {}, text };
  },
};

export const signInSteps: Step[] = [
  ...Object.values(PEOPLE).map(signIn),
  ask('a wrong password', {
    query: LOGIN,
    variables: { input: { usernameOrEmail: 'demo.viewer', password: 'nope' } },
  }),
  ask('somebody unknown', {
    query: LOGIN,
    variables: { input: { usernameOrEmail: 'nobody', password: 'nope' } },
  }),
  ask('who am I', { query: ME }, { as: 'analyst' }),
  ask('nobody asks who they are', { query: ME }),
  ask('a token that is none', { query: ME }, { headers: () => ({ authorization: 'Bearer no.token.atall' }) }),
  asFromElsewhere,
  ask('own sessions', { query: '{ sessions { isCurrent ipAddress createdAt } }' }, { as: 'analyst' }),
];

const refresh = (name: string, token: string, next?: string): Step =>
  ask(
    name,
    (stage) => ({ query: REFRESH, variables: { input: { refreshToken: stage.kept(token) } } }),
    next === undefined
      ? {}
      : {
          keep({ refreshSession }, stage) {
            stage.keep('demo.viewer', refreshSession.accessToken);
            stage.keep(next, refreshSession.refreshToken);
          },
        },
  );

const OLD = 'refresh token of demo.viewer';

/** They end sessions that other steps need, so they come last. */
export const signOutSteps: Step[] = [
  refresh('a session is renewed', OLD, 'newer refresh token'),
  ask('the renewed session counts', { query: ME }, { as: 'viewer' }),
  refresh('a refresh token is shown twice', OLD),
  ask('that has ended the session', { query: ME }, { as: 'viewer' }),
  refresh('and the newer token with it', 'newer refresh token'),
  ask('signing out', { query: 'mutation { logout }' }, { as: 'stranger' }),
  ask('a token of a session that is over', { query: ME }, { as: 'stranger' }),
  ask('signing out twice', { query: 'mutation { logout }' }, { as: 'stranger' }),
];

/** One more than an address may try in a minute; nobody signs in after that. */
export const lastSignInSteps: Step[] = ['the last sign-in of the minute', 'one sign-in too many'].map(
  (name) =>
    ask(name, {
      query: LOGIN,
      variables: { input: { usernameOrEmail: 'demo.viewer', password: PASSWORD } },
    }),
);
