"""Requests that authorization servers refuse or take, and what Gatehouse says of them."""
import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field, replace

from gatehouse import command_line, run
from oauth import KeepRedirects, challenge
from waiting import PATIENCE

PKCE = challenge("a-code-verifier-of-at-least-43-characters-0123")
SHOP = "https://shop.example.com/callback"
BYE = "https://shop.example.com/goodbye"
DESK = "http://127.0.0.1/callback"
SPA = "https://spa.example.com/cb"
PORTAL = "https://portal.example.com/signin-oidc"
# Beside the samples: a public client application, one that is disabled, and one without PKCE.
MORE = {"format": "gatehouse", "version": 1, "clients": [
    {"client_id": "spa", "title": "SPA", "enabled": True, "support_openid": True, "client_authentication": "none",
     "grant_type": "authorization_code", "require_pkce": True, "login_redirects": [SPA]},
    {"client_id": "closed", "title": "Closed", "enabled": False, "support_openid": True, "client_authentication": "none",
     "grant_type": "authorization_code", "require_pkce": True, "login_redirects": [SPA]}]}
NO_CODE = ("invalid_grant", "invalid_code")
TAKEN = None
BY_SETTING = "by setting"  # of the server, which Gatehouse does not know
ERRORS = {  # what servers call the causes that they name; a page says none
    "redirect_not_registered": {"invalid_redirect_uri", None},
    "redirect_missing": {"invalid_request", None},
    "pkce_missing": {"invalid_request"},
    "pkce_method": {"invalid_request"},
    "scope_not_allowed": {"invalid_scope"},
    "response_type": {"unsupported_response_type", "invalid_request", "unauthorized_client", "invalid_redirect_uri", None},
    "client_unknown": {"invalid_client", "unauthorized_client", "invalid_request", None},
    "client_disabled": {"invalid_client", "unauthorized_client", None},
    "client_authentication": {"invalid_client", "unauthorized_client", "invalid_request"},
    "grant_type": {"invalid_request", "unauthorized_client", "unsupported_grant_type", "invalid_grant"},
    "logout_redirect": {"invalid_request", None},
    "malformed": {"invalid_request", None},
}
# Those that the remedy mends here, by their names; what it mends in the application is every other one with an address nearby.
MENDED_HERE = ("another port", "host", "capitals", "query", "path", "scope of another", "scope of another for credentials",
               "disabled", "logout with a slash", "logout to a login redirect")
LISTS = {"redirect_not_registered": "login_redirects", "logout_redirect": "logout_redirects", "scope_not_allowed": "api_scopes"}
OTHER_ERRORS = {"glewlwyd": {None, "scope_invalid", "authorization_type_invalid"}}  # whatever the cause


@dataclass
class Request:
    name: str
    endpoint: str  # authorization, token or logout
    parameters: list
    cause: str | None  # of the refusal
    basic: tuple = ()
    otherwise: dict = field(default_factory=dict)  # the cause with a kind of server that does something else

    def cause_with(self, kind):
        return self.otherwise.get(kind, self.cause)

    @property
    def form(self):
        return urllib.parse.urlencode(self.parameters)

    @property
    def headers(self):
        if not self.basic:
            return {}
        pair = ":".join(urllib.parse.quote(part, safe="") for part in self.basic)
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def text(self, address):
        """As somebody would paste it."""
        if self.endpoint != "token":
            return f"{address}?{self.form}"
        headers = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        return f"POST {address} HTTP/1.1\n{headers}\n{self.form}"

    def is_taken(self, status, error):
        """As far as the code allows, which is none that a server has given."""
        return (error is None and status < 400) or (error in NO_CODE and ("code", "none") in self.parameters)

    def answer(self, address, opener=None):
        """The status, the error that the server names, and where it sends the user; to a browser that knows nobody, or
        to the one of the opener."""
        opener = opener or urllib.request.build_opener(KeepRedirects, urllib.request.ProxyHandler({}))
        is_form = self.endpoint == "token"
        asked = urllib.request.Request(address if is_form else f"{address}?{self.form}",
                                       self.form.encode() if is_form else None, self.headers)
        try:
            with opener.open(asked, timeout=PATIENCE) as answer:
                return answer.status, error_in(answer.read()), None
        except urllib.error.HTTPError as error:
            with error:
                location = error.headers.get("Location")
                sent_to = urllib.parse.urlsplit(location or "")
                named = urllib.parse.parse_qs(f"{sent_to.query}&{sent_to.fragment}").get("error", [None])[0]
                return error.code, named or error_in(error.read()), location


def error_in(body):
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer.get("error") if isinstance(answer, dict) else None


def sign_in(name, cause, client_id="web-shop", redirect_uri=SHOP, scope="openid", otherwise=None, **more):
    """Without what is None."""
    nonce = "ijklmnop" if "openid" in scope else None
    parameters = {"client_id": client_id, "response_type": "code", "redirect_uri": redirect_uri, "scope": scope,
                  "state": "abcdefgh", "nonce": nonce, **PKCE, **more}
    return Request(name, "authorization", [(key, value) for key, value in parameters.items() if value is not None], cause,
                   otherwise=otherwise or {})


def requests(secrets, id_token=None):
    """Of the sample client applications and MORE; secrets by client ID. Logouts of the shop carry the ID token, if any."""
    shop, feed = ("web-shop", secrets["web-shop"]), ("price-feed", secrets["price-feed"])
    redirect = "redirect_not_registered"

    def token(name, cause, basic=(), otherwise=None, **parameters):
        return Request(name, "token", list(parameters.items()), cause, basic, otherwise or {})

    def logout(name, cause, otherwise=None, **parameters):
        return Request(name, "logout", list(parameters.items()), cause, otherwise=otherwise or {})

    bye = {"client_id": "web-shop", **({"id_token_hint": id_token} if id_token else {})}
    code = {"grant_type": "authorization_code", "code": "none", "code_verifier": "v" * 43}
    twice = sign_in("redirect twice", "malformed")
    twice.parameters.append(("redirect_uri", SHOP))
    return [
        sign_in("taken", TAKEN),
        sign_in("with scopes", TAKEN, scope="openid email api orders.read offline_access"),
        sign_in("loopback port", TAKEN, "order-desk", "http://127.0.0.1:53211/callback", "orders.read",
                otherwise={"glewlwyd": redirect}),
        sign_in("own scheme", TAKEN, "order-desk", "com.example.orderdesk:/callback", "orders.read"),
        sign_in("public", TAKEN, "spa", SPA),
        sign_in("http behind a proxy", redirect, redirect_uri="http://shop.example.com/callback"),
        sign_in("slash at the end", redirect, redirect_uri=f"{SHOP}/"),
        sign_in("localhost for 127.0.0.1", redirect, "order-desk", "http://localhost/callback", "orders.read"),
        sign_in("localhost with a port", redirect, "order-desk", "http://localhost:8080/callback", "orders.read"),
        sign_in("another port", redirect, redirect_uri="https://shop.example.com:8443/callback"),
        sign_in("host", redirect, redirect_uri="https://test.shop.example.com/callback"),
        sign_in("capitals", redirect, redirect_uri="https://shop.example.com/Callback"),
        sign_in("host in capitals", redirect, redirect_uri="https://Shop.example.com/callback"),
        sign_in("query", redirect, redirect_uri=f"{SHOP}?x=1"),
        sign_in("encoding", redirect, redirect_uri="https://shop.example.com/%63allback"),
        sign_in("encoded slash", redirect, redirect_uri="https://shop.example.com%2Fcallback"),
        sign_in("path", redirect, redirect_uri="https://shop.example.com/signin"),
        sign_in("script", redirect, redirect_uri="javascript:alert(1)"),
        sign_in("no redirect of several", "redirect_missing", redirect_uri=None),
        sign_in("no redirect of one", "redirect_missing", "staff-portal", None, otherwise={"oidc-provider": TAKEN}),
        sign_in("no nonce", TAKEN, nonce=None, otherwise={"glewlwyd": "malformed"}),
        sign_in("no PKCE", "pkce_missing", code_challenge=None, code_challenge_method=None),
        sign_in("plain PKCE", "pkce_method", code_challenge_method="plain"),
        sign_in("PKCE without a method", "pkce_method", code_challenge_method=None),
        sign_in("short challenge", "malformed", code_challenge="short"),
        sign_in("scope of another", "scope_not_allowed", scope="openid prices.write", otherwise={"glewlwyd": TAKEN}),
        sign_in("scope of another alone", "scope_not_allowed", scope="prices.write"),
        sign_in("scopes with commas", "scope_not_allowed", scope="openid,api", nonce=None, otherwise={"oidc-provider": TAKEN}),
        sign_in("no such scope", "scope_not_allowed", scope="openid nowhere",
                otherwise={"oidc-provider": TAKEN, "glewlwyd": TAKEN}),
        sign_in("openid without OpenID Connect", "scope_not_allowed", "order-desk", DESK, "openid",
                otherwise={"keycloak": TAKEN}),
        sign_in("openid missing", TAKEN, "staff-portal", PORTAL, "email", otherwise={"glewlwyd": BY_SETTING}),
        sign_in("implicit", "response_type", response_type="token"),
        sign_in("no response type", "response_type", response_type=None),
        sign_in("no such type", "response_type", response_type="cod"),
        sign_in("machine", "response_type", "price-feed", SHOP),
        sign_in("unknown", "client_unknown", "webshop"),
        sign_in("client in capitals", "client_unknown", "Web-Shop", otherwise={"glewlwyd": TAKEN}),
        sign_in("no client", "client_unknown", None),
        sign_in("disabled", "client_disabled", "closed", SPA),
        twice,
        token("credentials", TAKEN, feed, grant_type="client_credentials", scope="prices.write"),
        token("credentials in the form", TAKEN, grant_type="client_credentials", scope="prices.write",
              client_id="price-feed", client_secret=feed[1], otherwise={"glewlwyd": "client_authentication"}),
        token("credentials by both", "client_authentication", feed, grant_type="client_credentials", scope="prices.write",
              client_id="price-feed", client_secret=feed[1], otherwise={"keycloak": TAKEN, "glewlwyd": TAKEN}),
        token("credentials without a scope", TAKEN, feed, grant_type="client_credentials",
              otherwise={"glewlwyd": "scope_not_allowed"}),
        token("scope of another for credentials", "scope_not_allowed", feed, grant_type="client_credentials",
              scope="orders.read"),
        token("another secret", "client_authentication", ("price-feed", shop[1]), grant_type="client_credentials"),
        token("no secret", "client_authentication", grant_type="client_credentials", client_id="price-feed"),
        token("secret of a public one", "client_authentication", client_id="spa", client_secret="x" * 32,
              redirect_uri=SPA, otherwise={"keycloak": TAKEN}, **code),
        token("credentials of one with users", "grant_type", shop, grant_type="client_credentials"),
        token("password", "grant_type", shop, grant_type="password", username="anna", password="x"),
        token("no grant type", "grant_type", shop, scope="openid"),
        token("no such grant type", "grant_type", shop, grant_type="code"),
        token("unknown with a secret", "client_unknown", ("webshop", shop[1]), grant_type="client_credentials"),
        logout("logout", TAKEN, **bye, post_logout_redirect_uri=BYE),
        logout("logout with a slash", "logout_redirect", **bye, post_logout_redirect_uri=f"{BYE}/"),
        logout("logout to a login redirect", "logout_redirect", **bye, post_logout_redirect_uri=SHOP),
        logout("logout without an ID token", TAKEN, {"glewlwyd": "logout_redirect"}, client_id="web-shop",
               post_logout_redirect_uri=BYE),
        logout("logout of an unknown one", "client_unknown", client_id="webshop", post_logout_redirect_uri=BYE),
    ]


def add_clients(database, folder):
    """The samples and MORE; gives the secrets."""
    command_line(database, "init", "--sample-data")
    command_line(database, "licence", "--unlimited")
    path = folder / "more.json"
    path.write_text(json.dumps(MORE))
    command_line(database, "import", path)
    return {client_id: command_line(database, "secret", "add", client_id, "--encrypted").strip()
            for client_id in ("web-shop", "price-feed", "order-desk", "staff-portal")}


def explained(database, text, kind):
    """What Gatehouse says."""
    done = run(database, "explain", "-", "--as", kind, "--json", typed=text)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{text}: {done.stderr.decode()}")
    said = json.loads(done.stdout)
    if (done.returncode == 0) != (said["verdict"] == "taken"):
        raise AssertionError(f"{text}: exit status {done.returncode}, {said}")
    return said


def disagreement(request, kind, answered, is_taken, said):
    """Why the server, Gatehouse and what is expected do not agree; None where they do."""
    cause = request.cause_with(kind)
    causes = [problem["cause"] for problem in said["problems"]]
    heard = f"{request.name}: the server says {answered}, Gatehouse {said['verdict']} {causes}, expected {cause}"
    if cause is BY_SETTING:
        return None if said["verdict"] == "servers_differ" else heard
    if is_taken != (cause is TAKEN) or (said["verdict"] == "taken") != is_taken:
        return heard
    if is_taken:
        return None
    if causes[0] != cause or answered[1] not in ERRORS[cause] | OTHER_ERRORS.get(kind, set()):
        return heard
    return None if all(problem["text"] and problem["remedy"] for problem in said["problems"]) else f"{heard}: no words"


def mend_here(database, said):
    """Does with the client application what the first remedy says."""
    problem, client_id = said["problems"][0], said["client_id"]
    if problem["cause"] == "client_disabled":
        command_line(database, "client", "enable", client_id)
        return
    key = LISTS[problem["cause"]]
    allowed = json.loads(command_line(database, "client", "show", client_id, "--json"))[key]
    missing = [value for value in problem["sent"].split() if value not in allowed]
    command_line(database, "client", "set", client_id, f"{key}={json.dumps(allowed + missing)}")


def mended(database, kind, secrets, address_of):
    """Requests that were refused, once what Gatehouse says is done about them, here or in the application; the server's
    client applications are to be as they are here by then."""
    again = []
    for request in requests(secrets):
        if request.cause_with(kind) in (TAKEN, BY_SETTING):
            continue
        said = explained(database, request.text(address_of(request)), kind)
        if said["verdict"] == "taken":  # by what was done for another
            again.append(request)
            continue
        problem = said["problems"][0]
        if request.name in MENDED_HERE:
            mend_here(database, said)
            again.append(request)
        elif problem["nearest"] and not request.basic:
            rest = [(name, value) for name, value in request.parameters if name != problem["parameter"]]
            again.append(replace(request, parameters=[*rest, (problem["parameter"], problem["nearest"])]))
    return again


def not_mended(database, kind, again, address_of):
    """What the server, or Gatehouse, refuses all the same."""
    wrong = []
    for request in again:
        status, error, location = request.answer(address_of(request))
        said = explained(database, request.text(address_of(request)), kind)
        if not request.is_taken(status, error) or said["verdict"] != "taken":
            wrong.append(f"{request.name}: the server says {status, error, location}, Gatehouse {said}")
    return wrong
