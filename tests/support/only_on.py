"""One client application on two servers, with something on each of them alone."""
import json

ELSEWHERE = "elsewhere"
REDIRECTS = {"here": "https://here.example.com/callback", "elsewhere": "https://elsewhere.example.com/callback"}
ORIGINS = {"here": "https://here.example.com", "elsewhere": "https://elsewhere.example.com"}


def give_both(gatehouse, client_id, server, **more):
    """Gives `server` and ELSEWHERE, which is added by now, a redirect, an origin and a secret each, and `server` what else
    is said. The secrets: of `server`, and of ELSEWHERE."""
    set_parts(gatehouse, client_id, {server: {**part("here"), **more}, ELSEWHERE: part("elsewhere")})
    return [gatehouse.run("secret", "add", client_id, "--encrypted", "--only-on", name).stdout.strip()
            for name in (server, ELSEWHERE)]


def part(name):
    return {"login_redirects": [REDIRECTS[name]], "allowed_cors_origins": [ORIGINS[name]]}


def set_parts(gatehouse, client_id, parts):
    gatehouse.run("client", "set", client_id, f"on_servers={json.dumps(parts)}")
