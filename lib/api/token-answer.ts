/** The errors of RFC 6749, section 5.2, and the one of section 4.1.2.1 that says "later". */
export type TokenError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_scope"
  | "unsupported_grant_type"
  | "temporarily_unavailable";

/** Why there is no token. `retryAfter`: seconds; `status` where HTTP has a better word than RFC 6749's. */
export interface TokenRefusal {
  error: TokenError;
  description: string;
  status?: number;
  retryAfter?: number;
  headers?: Record<string, string>;
}

/** A token in the words of RFC 6749, section 5.1. */
export function tokenGiven({ token, expiresIn, scope }: { token: string; expiresIn: number; scope: string | null }) {
  const body = { access_token: token, token_type: "Bearer", expires_in: expiresIn, ...(scope !== null && { scope }) };
  return Response.json(body, { headers: notStored });
}

/** A refusal in the words of RFC 6749, section 5.2; 401 says how to authenticate. */
export function tokenRefused({ error, description, status, retryAfter, headers = {} }: TokenRefusal): Response {
  const isUnknownClient = error === "invalid_client";
  return Response.json(
    { error, error_description: description },
    {
      status: status ?? (isUnknownClient ? 401 : 400),
      headers: {
        ...notStored,
        ...(isUnknownClient && { "WWW-Authenticate": 'Basic realm="Attache API", charset="UTF-8"' }),
        ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
        ...headers,
      },
    },
  );
}

const notStored = { "Cache-Control": "no-store", Pragma: "no-cache" };
