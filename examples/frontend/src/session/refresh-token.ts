/** What outlives a reload, and ends with the tab. The access token is kept in memory alone. */
const KEY = 'riskgraph.frontend.refresh-token';

export const readRefreshToken = (): string | null => sessionStorage.getItem(KEY);
export const keepRefreshToken = (token: string): void => sessionStorage.setItem(KEY, token);
export const dropRefreshToken = (): void => sessionStorage.removeItem(KEY);
