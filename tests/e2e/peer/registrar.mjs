// Runs oidc-provider with dynamic registration (RFC 7591) and its management (RFC 7592): node registrar.mjs TOKEN [FILE [PORT]]
// TOKEN is the initial access token that it asks for. Each change gives another registration access token. With a FILE what is
// registered stays there, and is there again on that PORT.
// Standard output: one line {"issuer": URL, "endpoint": URL}; the server ends when standard input closes.
// Standard input: lines {"redirect": URI, "set": METADATA} change the client with that redirect; its metadata is the answer;
// {"list": true}: the metadata of all, where they stay.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'
import { lastingIn } from './lasting.mjs'

console.info = console.warn = console.error // the provider's notices; standard output is for the issuer
const lines = createInterface({ input: process.stdin }).once('close', () => process.exit())
const [token, file, port] = process.argv.slice(2)
const lasting = file && lastingIn(file)
const server = createServer().listen(Number(port ?? 0), '127.0.0.1')
await once(server, 'listening')
const issuer = `http://127.0.0.1:${server.address().port}`
const provider = new Provider(issuer, {
  ...(lasting && { adapter: lasting.Adapter }),
  scopes: ['openid', 'offline_access', 'profile', 'email', 'phone', 'address', 'api', 'orders.read', 'orders.write', 'prices.write', 'department', 'badge'],
  extraClientMetadata: { properties: ['require_pkce'] },
  features: {
    clientCredentials: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    devInteractions: { enabled: false },
    registration: { enabled: true, initialAccessToken: token },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
  },
})
const ids = new Set()
provider.on('registration_create.success', (ctx, client) => ids.add(client.clientId))
lines.on('line', async (line) => {
  const { redirect, set, list } = JSON.parse(line)
  if (list) {
    const all = await Promise.all(lasting.idsOf('Client').map((id) => provider.Client.adapter.find(id)))
    process.stdout.write(`${JSON.stringify(all)}\n`)
    return
  }
  for (const id of ids) {
    const known = await provider.Client.adapter.find(id)
    if (!known?.redirect_uris?.includes(redirect)) continue
    const metadata = { ...known, ...set }
    await provider.Client.adapter.upsert(id, metadata)
    process.stdout.write(`${JSON.stringify(metadata)}\n`)
    return
  }
  process.stdout.write('null\n')
})
provider.on('server_error', (ctx, error) => console.error(error))
server.on('request', provider.callback())
process.stdout.write(`${JSON.stringify({ issuer, endpoint: `${issuer}/reg` })}\n`)
