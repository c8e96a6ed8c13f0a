import type { GraphQLSchema } from 'graphql';
import type { ReportList } from './document/report-lists.ts';
import type { Format } from './formats.ts';
import { chooseLists } from './parameters/choose-lists.ts';
import { type Parameters, readParameters } from './parameters/read-parameters.ts';
import type { ReportPlan } from './report-plan.ts';

/** A report as somebody asks for it, all of it sound. */
export interface ReportRequest extends Parameters {
  plan: ReportPlan;
  format: Format;
  /** The tables that it is to have; none where the whole answer is one row. */
  lists: ReportList[];
}

/** Throws BAD_USER_INPUT for parameters that do not fit the report. */
export function readReportRequest(
  schema: GraphQLSchema,
  plan: ReportPlan,
  format: Format,
  given: URLSearchParams,
): ReportRequest {
  const parameters = readParameters(schema, plan.operation, given);
  return { ...parameters, plan, format, lists: chooseLists(plan.lists, parameters.list, format) };
}
