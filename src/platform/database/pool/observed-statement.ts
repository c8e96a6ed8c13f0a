import { SpanKind } from '@opentelemetry/api';
import { sqlDuration } from '../../metrics.ts';
import { isTracing, type SpanPlan, traced } from '../../tracing/tracing.ts';

const MAX_TEXT_LENGTH = 2_000;
/** Others are measured as `other`: a series each. */
const COMMANDS = ['select', 'with', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback', 'lock'];

/** Runs a statement; measures how long it takes, and shows it in a span where anybody collects spans. */
export async function observedStatement<Result>(
  command: string,
  statement: unknown,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await (isTracing() ? traced(spanOf(command, statement), run) : run());
  } finally {
    const label = COMMANDS.includes(command) ? command : 'other';
    sqlDuration.observe({ command: label }, (performance.now() - startedAt) / 1_000);
  }
}

function spanOf(command: string, statement: unknown): SpanPlan {
  const text = typeof statement === 'string' ? statement : ((statement as { text?: string })?.text ?? '');
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': withoutValues(text) };
  return { name: command.toUpperCase() || 'SQL', kind: SpanKind.CLIENT, attributes };
}

/** The mapper writes values into its statements. */
const withoutValues = (text: string): string =>
  text
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/(?<![\w$"])\d+(?:\.\d+)?/g, '?')
    .slice(0, MAX_TEXT_LENGTH);
