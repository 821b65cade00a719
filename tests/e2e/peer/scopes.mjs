// What provider and client agree on: which scopes are the API's, and the API as a resource indicator (RFC 8707).
export const apiResource = 'urn:gatehouse:test:api'

export const standardClaims = {
  openid: ['sub'],
  profile: ['name', 'family_name', 'given_name', 'preferred_username', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
}

export function scopesIn(text) {
  return (text ?? '').split(' ').filter(Boolean)
}

export function isApiScope(scope) {
  return scope !== 'offline_access' && !(scope in standardClaims)
}
