import { type RequestHandler, Router } from 'express';
import { REQUEST_DEADLINE_MS, withDeadline } from '../../../platform/deadline.ts';
import { notFound } from '../../../platform/errors.ts';
import { FORMATS, isFormat } from '../formats.ts';
import { answerProblem, sendProblem } from './report-problem.ts';
import { type ReportService, serveReport } from './serve-report.ts';

const METHODS = ['GET', 'HEAD'];
const ADDRESS = /^\/([^/]+)\.([a-z]+)$/;

/** `/reports/{name}.{json,jsonl,csv,xlsx}`; whatever else is asked for below `/reports` is answered as a problem, too. */
export function reportRoutes(service: ReportService): Router {
  const serve = serveReport(service);
  const router = Router();
  const answer: RequestHandler = async (request, response) => {
    response.set({ 'cache-control': 'private, no-cache' }).vary('Authorization, X-API-Key');
    const [, name = '', format] = ADDRESS.exec(request.path) ?? [];
    try {
      if (!isFormat(format)) throw notFound(`There is a report as ${FORMATS.join(', ')}; this was`);
      await withDeadline(service.deadlineMs ?? REQUEST_DEADLINE_MS, async (deadline) => {
        response.once('close', () => response.writableFinished || deadline.pass());
        await serve(request, response, name, format);
      });
    } catch (error) {
      answerProblem(response, error);
    }
  };
  router.use((request, response, next) => {
    if (METHODS.includes(request.method)) return next();
    const detail = `A report is read: ${METHODS.join(' or ')}.`;
    const requestId = String(response.get('x-request-id'));
    const problem = { type: 'about:blank', title: 'Method Not Allowed', status: 405, detail } as const;
    sendProblem(response.set('allow', METHODS.join(', ')), { ...problem, code: 'BAD_USER_INPUT', requestId });
  });
  return router.use(answer);
}
