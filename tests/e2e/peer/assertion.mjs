// The assertion by which a client proves that it has a key (RFC 7523 2.2), for servers that are asked without openid-client:
// node assertion.mjs, with {client_id, audience, private_key (a JWK for ES256)} on standard input. Prints the JWT.
import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { text } from 'node:stream/consumers'

const { client_id, audience, private_key } = JSON.parse(await text(process.stdin))
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const head = part({ alg: 'ES256', typ: 'JWT', kid: private_key.kid })
const body = part({ iss: client_id, sub: client_id, aud: audience, jti: randomUUID(), iat: now, exp: now + 60 })
const key = createPrivateKey({ key: private_key, format: 'jwk' })
const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
console.log(`${head}.${body}.${signature.toString('base64url')}`)
