import { request } from 'node:http';
import { text } from 'node:stream/consumers';

interface Posted {
  headers: Record<string, string>;
  body: string;
}

/** Posts from another address of this machine's. */
export const fromAddress = (localAddress: string, url: string, { headers, body }: Posted) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(url, { method: 'POST', localAddress, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, text: await text(response) }),
    );
    asked.once('error', reject);
    asked.end(body);
  });
