// Runs oidc-provider on a file that Gatehouse exported as rfc7591 (an array of clients) or as oidc-provider (a configuration):
// node provider.mjs FILE [--port N] [--clock-ahead SECONDS]
// Standard input: two lines of JSON that the file cannot hold, {"CLIENT_ID": "SECRET"} and {"CLAIM": VALUE}, the claims that
// every user has beside the standard ones; the server ends when standard input closes. Standard output: one line {"issuer": URL} once every client is accepted.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import Provider, { errors } from 'oidc-provider'
import { apiResource, isApiScope, scopesIn, standardClaims } from './scopes.mjs'

function accountsWith(claims) {
  return (ctx, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      name: `Name of ${accountId}`,
      preferred_username: accountId,
      email: `${accountId}@example.com`,
      email_verified: true,
      ...claims,
    }),
  })
}

function resourceIndicators(apiScopes) {
  return {
    enabled: true,
    // A request without openid is for the API; one with openid is for the user's claims unless it names the API.
    defaultResource: (ctx, client, oneOf) => {
      const forUser = scopesIn(ctx.oidc.params?.scope).includes('openid')
      return oneOf ?? (forUser ? undefined : apiResource)
    },
    getResourceServerInfo: (ctx, resource) => {
      if (resource !== apiResource) throw new errors.InvalidTarget()
      return { scope: apiScopes.join(' '), audience: apiResource, accessTokenFormat: 'opaque' }
    },
    useGrantedResource: (ctx) => !ctx.oidc.entities.AuthorizationCode?.scopes.has('openid'),
  }
}

/** What an array of clients leaves open. */
function around(clients) {
  const scopes = [...new Set(clients.flatMap((client) => scopesIn(client.scope)))]
  return { clients, scopes, claims: standardClaims, extraClientMetadata: { properties: ['require_pkce'] },
    features: { clientCredentials: { enabled: true }, rpInitiatedLogout: { enabled: true } } }
}

/** The exported part as it is, with the code that no file can hold. */
function configuration(exported, claims) {
  const apiScopes = exported.scopes.filter((scope) => isApiScope(scope) && !(scope in exported.claims))
  return {
    ...exported,
    findAccount: accountsWith(claims),
    pkce: { required: (ctx, client) => client.require_pkce === true },
    renderError: (ctx, out) => { ctx.body = out },
    features: {
      ...exported.features,
      devInteractions: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: resourceIndicators(apiScopes),
    },
  }
}

/** As on a machine whose clock is wrong: in tokens and in answers. */
function shiftClock(seconds) {
  const now = Date.now
  Date.now = () => now() + seconds * 1000
}

function withSecrets(clients, secrets) {
  const unknown = Object.keys(secrets).filter((id) => !clients.some((client) => client.client_id === id))
  if (unknown.length) throw new Error(`a secret was handed over for ${unknown}, which the file does not hold`)
  return clients.map((client) => ({ ...client, client_secret: secrets[client.client_id] ?? client.client_secret }))
}

async function main() {
  console.info = console.warn = console.error // the provider's notices; standard output is for the issuer
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '0' }, 'clock-ahead': { type: 'string', default: '0' } },
  })
  shiftClock(Number(values['clock-ahead']))
  const input = createInterface({ input: process.stdin })
  input.once('close', () => process.exit())
  const lines = input[Symbol.asyncIterator]()
  const secrets = JSON.parse((await lines.next()).value)
  const claims = JSON.parse((await lines.next()).value)
  const content = JSON.parse(await readFile(positionals[0], 'utf8'))
  const exported = Array.isArray(content) ? around(content) : content
  exported.clients = withSecrets(exported.clients, secrets)

  const server = createServer().listen(Number(values.port), '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, configuration(exported, claims))
  provider.on('server_error', (ctx, error) => console.error(error))
  for (const { client_id } of exported.clients) {
    await provider.Client.find(client_id).catch((error) => {
      throw new Error(`${client_id} is not accepted: ${error.error_description ?? error.message}`)
    })
  }
  server.prependListener('request', (request, response) => response.setHeader('Date', new Date(Date.now()).toUTCString()))
  server.on('request', provider.callback())
  process.stdout.write(`${JSON.stringify({ issuer })}\n`)
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
