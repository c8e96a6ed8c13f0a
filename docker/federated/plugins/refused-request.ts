/** The answer to what is no GraphQL request, as the one process gives it. */
export function refusedRequest(message: string, status = 400): Response {
  const errors = [{ message, extensions: { code: 'BAD_USER_INPUT', issues: [{ path: [], message }] } }];
  return new Response(`${JSON.stringify({ errors })}\n`, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
