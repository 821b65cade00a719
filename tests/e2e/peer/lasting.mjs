// What oidc-provider stores, in a file as well: each change is a line of it, so that what was acknowledged outlives a kill -9.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The adapter of a provider, and the identifiers of all that it has of a kind. */
export function lastingIn(file) {
  const stored = new Map()
  const keyOf = (model, id) => `${model}:${id}`
  const put = ({ key, payload }) => payload ? stored.set(key, payload) : stored.delete(key)
  if (existsSync(file)) readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).forEach(put)
  const change = (key, payload) => {
    appendFileSync(file, `${JSON.stringify({ key, payload })}\n`)
    put({ key, payload })
  }

  class Adapter {
    constructor(model) { this.model = model }
    async upsert(id, payload) { change(keyOf(this.model, id), payload) }
    async find(id) { return stored.get(keyOf(this.model, id)) }
    async findByUid() {}
    async findByUserCode() {}
    async consume() {}
    async destroy(id) { change(keyOf(this.model, id), null) }
    async revokeByGrantId() {}
  }
  const idsOf = (model) => [...stored.keys()].filter((key) => key.startsWith(`${model}:`)).map((key) => key.slice(model.length + 1))
  return { Adapter, idsOf }
}
