import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

let isOn = false;

/** Whether anybody collects traces. Where nobody does, nothing is spent on them. */
export const isTracing = (): boolean => isOn;

export const setTracing = (on: boolean): void => {
  isOn = on;
};

/** What a span is called, and what it says. */
export interface SpanPlan {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
}

/** Does the work in a span of its own, within the one that is open. */
export function traced<Result>(plan: SpanPlan, work: (span: Span) => Promise<Result>): Promise<Result> {
  const { name, kind = SpanKind.INTERNAL, attributes = {} } = plan;
  return trace.getTracer('riskgraph').startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // Its message may quote what was asked.
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      span.end();
    }
  });
}
