import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import { currentDeadline, type Deadline, withDeadline } from '../platform/deadline.ts';
import { answerWithErrors } from './http-status.ts';
import { shownErrors } from './shown-errors.ts';
import { Turns } from './turns.ts';

/** A few for each connection to the database: while some wait for it, others compute. */
const MAX_AT_ONCE = 50;
const MAX_WAIT_MS = 5_000;

/**
 * Runs a handler that answers by itself when its turn comes, under a deadline. What asks the database throws when the
 * time is up, and is answered like any other error; here is answered for what waits for something else.
 */
export function underDeadline(ms: number, handler: RequestHandler): RequestHandler {
  const turns = new Turns(MAX_AT_ONCE, MAX_WAIT_MS);
  return async (request, response, next) => {
    const running: { deadline?: Deadline } = {};
    try {
      await withDeadline(ms, (deadline) => {
        running.deadline = deadline;
        response.once('close', () => hangUp(response, deadline));
        return turns.take(async () => handler(request, response, next));
      });
    } catch (error) {
      answerInstead(response, error, running.deadline);
    }
  };
}

function hangUp(response: Response, deadline: Deadline): void {
  if (!response.writableFinished && deadline.endsWithCaller) deadline.pass();
}

function answerInstead(response: Response, error: unknown, deadline: Deadline | undefined): void {
  const shown = shownErrors([error], response.get('x-request-id')).map((fault) => fault.toJSON());
  if (response.headersSent) return;
  // The handler may still write into this answer: nothing follows it on the connection.
  if (deadline?.refusal) response.set('connection', 'close');
  const stays = deadline?.hasCommitted ? ' What it had committed by then stays.' : '';
  answerWithErrors(
    response,
    shown.map(({ message, extensions }) => ({ message: message + stays, extensions })),
  );
}

/** A query is for its caller alone: nobody needs the rest once the caller has hung up. A mutation goes on. */
export const queriesEndWithCaller: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        const deadline = currentDeadline();
        if (deadline) deadline.endsWithCaller = operation?.operation === OperationTypeNode.QUERY;
      },
    };
  },
};
