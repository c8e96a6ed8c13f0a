import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { isTracing } from '../../platform/tracing/tracing.ts';

/** A span for each request, within the caller's own where one came along (`traceparent`). */
export const traceRequests: RequestHandler = (request, response, next) => {
  if (!isTracing()) return next();
  const callers = propagation.extract(context.active(), request.headers);
  const attributes = { 'http.request.method': request.method, 'url.path': request.baseUrl };
  const name = `${request.method} ${request.baseUrl}`;
  const span = trace.getTracer('riskgraph').startSpan(name, { kind: SpanKind.SERVER, attributes }, callers);
  span.setAttribute('riskgraph.request_id', String(response.get('x-request-id')));
  response.once('close', () => {
    span.setAttribute('http.response.status_code', response.statusCode);
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(callers, span), next);
};
