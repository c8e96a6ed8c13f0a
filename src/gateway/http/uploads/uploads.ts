import type { RequestHandler } from 'express';
import { receiveUpload, type UploadLimits } from './receive-upload.ts';

/** Lets what follows see a multipart request as any other, with a file among its variables. */
export const uploads =
  (limits: UploadLimits): RequestHandler =>
  async (request, response, next) => {
    if (request.is('multipart/form-data')) request.body = await receiveUpload(request, response, limits);
    next();
  };
