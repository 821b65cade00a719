"""Debian's authorization server Glewlwyd on a free loopback port, with a database that is thrown away.

    with Glewlwyd() as server:
        server.add_scope("prices.write")
        server.add_client({"client_id": "price-feed", ...})
        tokens = server.token("price-feed", secret, grant_type="client_credentials", scope="prices.write")
"""
import base64
import contextlib
import dataclasses
import http.cookiejar
import json
import secrets
import sqlite3
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from oauth import KeepRedirects, Refused, challenge
from server_process import ServerProcess

MODULES = Path("/usr/lib/glewlwyd")
SCHEMA = Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
PLUGIN = "oidc"
USER, PASSWORD = "admin", "password"  # which the schema makes


class Glewlwyd(ServerProcess):
    """Its administrator is signed in and is the user who lets clients in, too."""

    name = "Glewlwyd"
    first_path = "/config"

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gatehouse-glewlwyd-")))
            self._make_database()
            self._start_on_free_ports()
            stack.callback(self._stop)
            self._cookies = http.cookiejar.CookieJar()
            self._opener = urllib.request.build_opener(
                KeepRedirects, urllib.request.HTTPCookieProcessor(self._cookies), urllib.request.ProxyHandler({}))
            self._sign_in()
            self._add_plugin()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def _make_database(self):
        with contextlib.closing(sqlite3.connect(self._folder / "glewlwyd.sqlite")) as database:
            database.executescript(SCHEMA.read_text())

    def _command(self):
        config = self._folder / "glewlwyd.conf"
        config.write_text("\n".join(f"{name}={json.dumps(value)}" for name, value in self._settings().items()) +
                          f'\ndatabase={{type="sqlite3" path="{self._folder}/glewlwyd.sqlite"}};\n')
        return ["glewlwyd", "-c", config, "-m", "console"]

    def _settings(self):
        return {"port": self._ports[0], "bind_address": "127.0.0.1", "external_url": self.address, "api_prefix": "api",
                "login_url": "login.html", "log_level": "INFO", "cookie_secure": 0, "session_key": "GLEWLWYD2_SESSION_ID",
                "admin_scope": "g_admin", "profile_scope": "g_profile", "hash_algorithm": "SHA512",
                "user_module_path": f"{MODULES}/user", "client_module_path": f"{MODULES}/client",
                "user_auth_scheme_module_path": f"{MODULES}/scheme", "plugin_module_path": f"{MODULES}/plugin"}

    def start_again(self):
        super().start_again()
        self._sign_in()

    def _do(self, method, path, body=None, **more):
        status, _, answer = self.request(method, f"/api/{path}", body, **more)
        if status != 200:
            raise Refused(f"{method} {path}", status, answer)
        return answer

    def _sign_in(self):
        self._do("POST", "auth/", {"username": USER, "password": PASSWORD})

    def _add_plugin(self):
        """Strict: PKCE with S256 always, and no scopes but those of the client. Clients may prove themselves by a key."""
        flows = {f"auth-type-{flow}-enabled": flow in ("code", "client", "refresh")
                 for flow in ("code", "client", "refresh", "token", "none", "password", "device")}
        self._do("POST", "mod/plugin/", {
            "module": "oidc", "name": PLUGIN, "display_name": PLUGIN, "order_rank": 1, "enabled": True, "parameters": {
                "iss": self.address, "jwt-type": "sha", "jwt-key-size": "256", "key": secrets.token_urlsafe(32),
                "access-token-duration": 300, "refresh-token-duration": 600, "code-duration": 60, "allow-non-oidc": True,
                "restrict-scope-client-property": "scope", "pkce-allowed": True, "pkce-required": True,
                "pkce-method-plain-allowed": False, "session-management-allowed": True, "session-cookie-name": "SESSION",
                "session-cookie-expiration": 600, "request-parameter-allow": True, "client-jwks-parameter": "jwks",
                **flows}})

    def accept_logout_redirects(self):
        """Debian's package does not list the property in the data format of its client backend."""
        backend = self._do("GET", "mod/client/database")
        backend["parameters"]["data-format"]["post_logout_redirect_uris"] = {"multiple": True, "read": True, "write": True}
        self._do("PUT", "mod/client/database", backend)
        self._do("PUT", "mod/client/database/reset", {})

    def add_scope(self, name):
        """A scope that the user has and nobody asks a password for."""
        if name not in [scope["name"] for scope in self._do("GET", "scope/")]:
            self._do("POST", "scope/", {"name": name, "display_name": name, "password_required": False})
        user = self._do("GET", f"user/{USER}")
        self._do("PUT", f"user/{USER}", {**user, "scope": sorted({*user["scope"], name})})

    def add_client(self, client):
        """As an exported file has it."""
        self._do("POST", "client/", client)

    def client(self, client_id):
        return self._do("GET", f"client/{client_id}")

    def change_client(self, client):
        self._do("PUT", f"client/{client['client_id']}", client)

    def remove_client(self, client_id):
        self._do("DELETE", f"client/{client_id}")

    def clients(self, limit=100):
        """As an administrator saves them to a file."""
        return self._do("GET", f"client/?limit={limit}")

    def token(self, client_id, secret, **form):
        """What the token endpoint gives a client that names itself by client_secret_basic."""
        credentials = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        return self._do("POST", f"{PLUGIN}/token", form=form, headers={"Authorization": f"Basic {credentials}"})

    def token_without_secret(self, client_id, **form):
        """The same of one that has no secret: it is public, or sends an assertion (RFC 7523 2.2)."""
        return self._do("POST", f"{PLUGIN}/token", form={"client_id": client_id, **form})

    def token_endpoint(self):
        return f"{self.address}/api/{PLUGIN}/token"

    def consent(self, client_id, scope):
        """The user gives these scopes away, as on the login page."""
        self._do("PUT", f"auth/grant/{client_id}", {"scope": scope})

    def answer(self, request):
        """What the user's browser gets for one of refused_requests at the end of the login page; a client, from the token
        endpoint. A logout is taken where the user is sent back."""
        path = {"authorization": "auth", "token": "token", "logout": "end_session"}[request.endpoint]
        if request.endpoint == "authorization":
            request = dataclasses.replace(request, parameters=[*request.parameters, ("g_continue", "")])
        status, error, location = request.answer(f"{self.address}/api/{PLUGIN}/{path}", self._opener)
        goes_back = request.endpoint != "logout" or "callback_url=" in (location or "")
        return status, error, location, goes_back and request.is_taken(status, error)

    def code(self, client_id, redirect_uri, scope, **more):
        """Lets the user in and gives the scopes away, as the login page does; gives the authorization code."""
        query = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect_uri, "scope": scope,
                 "state": secrets.token_urlsafe(), "nonce": secrets.token_urlsafe(), **more}
        self._redirect(f"/api/{PLUGIN}/auth", query)
        self.consent(client_id, scope)
        sent_to = self._redirect(f"/api/{PLUGIN}/auth", {**query, "g_continue": ""})
        answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sent_to).query))
        if "code" not in answer:
            raise Refused("authorization", 302, answer)
        if not sent_to.startswith(redirect_uri) or answer["state"] != query["state"]:
            raise AssertionError(f"sent to {sent_to}")
        return answer["code"]

    def tokens(self, client_id, secret, redirect_uri, scope):
        """Authorization code with PKCE (RFC 7636), to the end."""
        verifier = secrets.token_urlsafe(48)
        code = self.code(client_id, redirect_uri, scope, **challenge(verifier))
        return self.token(client_id, secret, grant_type="authorization_code", code=code, redirect_uri=redirect_uri,
                          code_verifier=verifier)

    def logout(self, id_token, redirect_uri):
        """Where the login page sends the user at the end, or None."""
        sent_to = self._redirect(f"/api/{PLUGIN}/end_session", {"id_token_hint": id_token,
                                                               "post_logout_redirect_uri": redirect_uri})
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sent_to).query)).get("callback_url")

    def _redirect(self, path, query):
        status, headers, answer = self.request("GET", f"{path}?{urllib.parse.urlencode(query)}")
        if status != 302:
            raise Refused(f"GET {path}", status, answer)
        return headers["Location"]
