/** The key in a public id, which is the base64url of `Type:key`. */
export const keyOf = (id: string): string => Buffer.from(id, 'base64url').toString('utf8').split(':')[1]!;

export const idOf = (type: string, key: string): string =>
  Buffer.from(`${type}:${key}`).toString('base64url');
