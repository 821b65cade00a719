// An application that uses the server: node client.mjs JOB, with the job's settings as JSON on standard input:
//   issuer, client_id, scope; client_secret or private_key (a JWK for ES256), or none of them: a public client;
//   redirect_uri (openid-client drops a query, so none), pkce and verifier (default true: challenge and verifier are sent),
//   login; post_logout_redirect_uri; user_scopes (list: scopes that are about the user, beside the standard ones);
//   token (of verify: an ID token)
// Prints what it got as JSON and exits 0; where the server refuses, prints {"error", "error_description", "status"}
// and exits 1; where the job itself breaks, {"broken"} and exits 2.
import { createPublicKey, verify as verifySignature, webcrypto } from 'node:crypto'
import { text } from 'node:stream/consumers'
import * as oauth from 'openid-client'
import { Browser } from './browser.mjs'
import { apiResource, isApiScope, scopesIn } from './scopes.mjs'

const jobs = {
  'client-credentials': clientCredentials,
  'authorization-code': async (settings) => (await signIn(settings)).outcome,
  'id-token': async (settings) => ({ id_token: (await signIn(settings)).tokens.id_token }),
  refresh,
  logout,
  verify,
}

function asksForApi({ scope, user_scopes = [] }) {
  return scopesIn(scope).some((one) => isApiScope(one) && !user_scopes.includes(one))
}

async function discover(settings) {
  const { issuer, client_id } = settings
  return oauth.discovery(new URL(issuer), client_id, undefined, await authentication(settings), {
    execute: [oauth.allowInsecureRequests],
  })
}

async function authentication({ client_secret, private_key }) {
  if (client_secret) return oauth.ClientSecretBasic(client_secret)
  if (!private_key) return oauth.None()
  const key = await webcrypto.subtle.importKey('jwk', private_key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  return oauth.PrivateKeyJwt({ key, kid: private_key.kid })
}

async function clientCredentials(settings) {
  const config = await discover(settings)
  const tokens = await oauth.clientCredentialsGrant(config, { scope: settings.scope })
  return describe(config, tokens)
}

async function signIn(settings) {
  const config = await discover(settings)
  const { redirect_uri, scope, pkce = true, verifier = true, login = 'alice' } = settings
  const wantsIdToken = scopesIn(scope).includes('openid')
  const checks = { expectedState: oauth.randomState(), idTokenExpected: wantsIdToken }
  const parameters = { redirect_uri, scope, state: checks.expectedState, prompt: 'consent' }
  if (asksForApi(settings)) parameters.resource = apiResource
  if (wantsIdToken) parameters.nonce = checks.expectedNonce = oauth.randomNonce()
  if (pkce) {
    checks.pkceCodeVerifier = oauth.randomPKCECodeVerifier()
    parameters.code_challenge = await oauth.calculatePKCECodeChallenge(checks.pkceCodeVerifier)
    parameters.code_challenge_method = 'S256'
  }
  const browser = new Browser({ login, password: 'any' })
  const callback = await browser.follow(oauth.buildAuthorizationUrl(config, parameters), redirect_uri)
  if (!verifier) delete checks.pkceCodeVerifier
  const tokens = await oauth.authorizationCodeGrant(config, callback, checks)
  const outcome = { ...await describe(config, tokens), pages: browser.answered }
  if (wantsIdToken) outcome.userinfo = await oauth.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
  return { config, browser, tokens, outcome }
}

async function refresh(settings) {
  const { config, tokens, outcome } = await signIn(settings)
  if (!tokens.refresh_token) return { ...outcome, refreshed: null }
  const parameters = asksForApi(settings) ? { resource: apiResource } : {}
  const renewed = await oauth.refreshTokenGrant(config, tokens.refresh_token, parameters)
  const other = renewed.access_token !== tokens.access_token
  return { ...outcome, refreshed: { ...await describe(config, renewed), other_access_token: other } }
}

async function logout(settings) {
  const { config, browser, tokens } = await signIn(settings)
  const { post_logout_redirect_uri } = settings
  const state = oauth.randomState()
  const url = oauth.buildEndSessionUrl(config, { post_logout_redirect_uri, id_token_hint: tokens.id_token, state })
  const end = await browser.follow(url, post_logout_redirect_uri)
  return { redirected_to: end.href.split('?')[0], state_returned: end.searchParams.get('state') === state,
    pages: browser.answered }
}

/** Checks a token by what the server publishes, as anybody does who gets one. */
async function verify({ issuer, token }) {
  const [head, body, signature] = token.split('.')
  const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url'))
  const { jwks_uri } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
  const { keys } = await (await fetch(jwks_uri)).json()
  const key = keys.find((one) => one.kid === kid)
  const verified = key !== undefined && alg === 'RS256' && verifySignature('sha256', Buffer.from(`${head}.${body}`),
    createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'))
  return { verified, kid, published: keys.map((one) => one.kid) }
}

async function describe(config, tokens) {
  const { active, scope, aud, client_id } = await oauth.tokenIntrospection(config, tokens.access_token)
  return {
    token_type: tokens.token_type, expires_in: tokens.expires_in,
    access_token: { active, scope, aud, client_id },
    refresh_token: tokens.refresh_token !== undefined,
    id_token: tokens.claims?.() ?? null,
  }
}

/** The server's own words, which come in the body, in a redirect, or beside a WWW-Authenticate challenge. */
async function refusal(failure) {
  const body = failure instanceof oauth.WWWAuthenticateChallengeError ? await failure.response.json() : failure
  return body.error && { error: body.error, error_description: body.error_description, status: failure.status }
}

try {
  const outcome = await jobs[process.argv[2]](JSON.parse(await text(process.stdin)))
  console.log(JSON.stringify(outcome))
} catch (failure) {
  const refused = await refusal(failure)
  console.log(JSON.stringify(refused ?? { broken: failure.stack }))
  process.exitCode = refused ? 1 : 2
}
