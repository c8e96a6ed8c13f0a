const payload = 'accessToken refreshToken expiresIn user { username fullName role }';

export const loginDocument = `mutation SignIn($input: LoginInput!) { login(input: $input) { ${payload} } }`;

export const refreshDocument = `mutation Renew($input: RefreshSessionInput!) { refreshSession(input: $input) { ${payload} } }`;

export const logoutDocument = 'mutation SignOut { logout }';
