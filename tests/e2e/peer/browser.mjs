// A person's browser, as far as login, consent and logout pages need one: cookies, redirects, one form a page.

const mostSteps = 20

export class Browser {
  #cookies = new Map()
  /** What was answered on the way: the "prompt" of each form ("login", "consent"), or its action. */
  answered = []

  constructor(typed) {
    this.typed = typed
  }

  /** Follows redirects and answers forms until a redirect to `goal`; throws Stopped where it goes no further. */
  async follow(url, goal) {
    let request = { url: new URL(url) }
    for (let step = 0; step < mostSteps; ++step) {
      const response = await this.#fetch(request)
      const location = response.headers.get('location')
      if (location) {
        request = { url: new URL(location, request.url) }
        if (goal && leadsTo(request.url, goal)) return request.url
        continue
      }
      const page = await response.text()
      const form = response.ok ? this.#answer(page, request.url) : null
      if (!form) throw new Stopped(response.status, page)
      request = form
    }
    throw new Error(`still not at ${goal} after ${mostSteps} steps`)
  }

  async #fetch({ url, body }) {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET', body, redirect: 'manual',
      headers: { cookie: this.#cookiesFor(url), accept: 'text/html' },
      signal: AbortSignal.timeout(10_000),
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line, url)
    return response
  }

  #keep(line, url) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim())
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const attribute = (key) => attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
    const path = attribute('path') ?? '/'
    const expired = attribute('expires') && new Date(attribute('expires')) <= new Date()
    const key = `${url.host} ${path} ${name}`
    if (expired) this.#cookies.delete(key)
    else this.#cookies.set(key, { host: url.host, path, text: `${name}=${value}` })
  }

  #cookiesFor(url) {
    const applies = ({ host, path }) => host === url.host
      && (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
    return [...this.#cookies.values()].filter(applies).map(({ text }) => text).join('; ')
  }

  #answer(page, url) {
    const form = tags(page, 'form')[0]
    if (!form) return null
    const body = new URLSearchParams()
    for (const input of tags(page, 'input')) {
      if (input.name) body.append(input.name, input.value ?? this.typed[input.name] ?? '')
    }
    const button = tags(page, 'button').find(({ name, type }) => name && type === 'submit')
    if (button) body.append(button.name, button.value)
    const action = new URL(form.action, url)
    this.answered.push(body.get('prompt') ?? action.pathname)
    return { url: action, body }
  }
}

/** The server answered without a redirect and without a form: most often a refusal. */
export class Stopped extends Error {
  constructor(status, page) {
    super(`the server stopped with status ${status}`)
    this.status = status
    try {
      Object.assign(this, JSON.parse(page))
    } catch {
      this.page = page.slice(0, 500)
    }
  }
}

function leadsTo(url, goal) {
  const wanted = new URL(goal)
  return url.protocol === wanted.protocol && url.host === wanted.host && url.pathname === wanted.pathname
}

function tags(page, name) {
  return [...page.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'gi'))].map(([, text]) => Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key.toLowerCase(), decode(value)])))
}

function decode(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x2F': '/', '#x3D': '=' }
  return text.replace(/&(#?\w+);/g, (whole, entity) => entities[entity] ?? whole)
}
