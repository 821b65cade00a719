"""The sample client applications, exported with their secrets, on a real Keycloak."""
import json
import re
import tempfile
import unittest
from pathlib import Path

from gatehouse import command_line, run
from keycloak import running_keycloak
from keycloak_files import empty_realm
from keycloak_user import User
from oauth import Refused, challenge, claims

PORTAL = "https://portal.example.com/signin-oidc"
SHOP = "https://shop.example.com/callback"
DESK = "http://127.0.0.1/callback"
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"
MASK = "**********"
DONE = 0


class KeycloakTakesClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        cls.database = cls.folder / "gatehouse.sqlite"
        cls.run_gatehouse("init", "--sample-data")
        cls.secrets = {client["client_id"]: cls.run_gatehouse("secret", "add", client["client_id"], "--encrypted").strip()
                       for client in json.loads(cls.run_gatehouse("client", "list", "--json"))}
        cls.exported, report = cls.export(cls.database)
        cls.realm = cls.enterClassContext(running_keycloak().realm(empty_realm()))
        for scope in cls.scopes_named_in(report) - cls.scopes_of_the_realm():
            cls.realm.add_client_scope(scope)
        cls.realm.declare_user_attribute("department")
        cls.realm.partial_import(cls.exported)
        cls.user = User(cls.realm, "anna", "Zomer!2026-lang?", firstName="Anna", lastName="Bakker",
                        email="anna@example.com", attributes={"department": ["Sales"]})

    @classmethod
    def run_gatehouse(cls, *arguments):
        return command_line(cls.database, *arguments)

    @staticmethod
    def export(database):
        """What Keycloak gets, and what is said of it."""
        done = run(database, "export", "--format", "keycloak", "--include-secrets", "--yes")
        if done.returncode != DONE:
            raise AssertionError(done.stderr.decode())
        return json.loads(done.stdout), done.stderr.decode()

    @staticmethod
    def scopes_named_in(report):
        lists = re.findall(r"^\S+: API scopes: .*: (.*)\.$", report, re.MULTILINE)
        return {scope for names in lists for scope in names.split(", ")}

    @classmethod
    def scopes_of_the_realm(cls):
        return {scope["name"] for scope in cls.realm.admin("GET", "/client-scopes")}

    def refused(self, status, error, call, *arguments, **more):
        with self.assertRaises(Refused) as refused:
            call(*arguments, **more)
        self.assertEqual((status, error), (refused.exception.status, refused.exception.error), refused.exception)

    def tokens(self, client_id, redirect_uri, scope):
        return self.user.tokens(client_id, self.secrets[client_id], redirect_uri, scope)

    def refresh(self, client_id, tokens):
        return self.realm.token(client_id, self.secrets[client_id], grant_type="refresh_token",
                                refresh_token=tokens["refresh_token"])

    # --- tokens by every grant ---
    def test_machine_gets_a_token(self):
        tokens = self.realm.token("price-feed", self.secrets["price-feed"], grant_type="client_credentials",
                                  scope="prices.write")
        self.assertIn("prices.write", tokens["scope"].split())
        self.assertEqual("price-feed", claims(tokens["access_token"])["azp"])

    def test_machine_is_refused(self):
        asks = {"grant_type": "client_credentials", "scope": "prices.write"}
        self.refused(401, "unauthorized_client", self.realm.token, "price-feed", self.secrets["web-shop"], **asks)
        self.refused(400, "invalid_scope", self.realm.token, "price-feed", self.secrets["price-feed"],
                     **{**asks, "scope": "orders.read"})
        self.refused(401, "unauthorized_client", self.realm.token, "web-shop", self.secrets["web-shop"], **asks)

    def test_user_lets_a_client_call_the_api(self):
        for redirect in (DESK, "com.example.orderdesk:/callback"):
            with self.subTest(redirect):
                tokens = self.tokens("order-desk", redirect, "orders.read orders.write")
                self.assertLessEqual({"orders.read", "orders.write"}, set(tokens["scope"].split()))
                self.assertNotIn("id_token", tokens)

    def test_user_signs_in(self):
        said = claims(self.tokens("staff-portal", PORTAL, "openid")["id_token"])
        self.assertEqual("staff-portal", said["aud"])
        expected = {"name": "Anna Bakker", "email": "anna@example.com", "department": "Sales", "organization": "Example Ltd"}
        self.assertEqual(expected, {name: said.get(name) for name in expected})

    def test_refresh_tokens_where_supported(self):
        for client_id, redirect, scope in (("order-desk", DESK, "orders.read"), ("web-shop", SHOP, "openid api")):
            with self.subTest(client_id):
                tokens = self.tokens(client_id, redirect, scope)
                self.assertNotEqual(tokens["access_token"], self.refresh(client_id, tokens)["access_token"])
        self.assertNotIn("refresh_token", self.tokens("staff-portal", PORTAL, "openid"))

    # --- what must not work ---
    def test_code_is_of_no_use_without_secret_and_verifier(self):
        for secret, verifier, status, error in (
                (self.secrets["order-desk"], {"code_verifier": VERIFIER}, 401, "unauthorized_client"),
                (self.secrets["web-shop"], {"code_verifier": VERIFIER[::-1]}, 400, "invalid_grant"),
                (self.secrets["web-shop"], {}, 400, "invalid_grant")):
            with self.subTest(verifier=verifier, error=error):
                code = self.user.code("web-shop", SHOP, "openid", **challenge(VERIFIER))
                self.refused(status, error, self.realm.token, "web-shop", secret, grant_type="authorization_code", code=code,
                             redirect_uri=SHOP, **verifier)

    def test_no_code_without_a_challenge(self):
        self.refused(302, "invalid_request", self.user.code, "web-shop", SHOP, "openid")

    def test_redirect_that_is_not_registered_is_refused(self):
        self.refused(400, None, self.user.code, "web-shop", "https://evil.example.com/callback", "openid",
                     **challenge(VERIFIER))

    # --- the consent ---
    def test_consent_page_shows_our_text(self):
        another = User(self.realm, "bram", "Zomer!2026-lang?", firstName="Bram", lastName="Smit", email="bram@example.com")
        another.code("web-shop", SHOP, "openid api", **challenge(VERIFIER))
        self.assertIn("Web shop can show your earlier orders and their status.", another.asked)

    def test_no_consent_is_asked_where_none_is_required(self):
        self.tokens("staff-portal", PORTAL, "openid")
        self.assertIsNone(self.user.asked)

    # --- back again ---
    def test_import_of_the_servers_export_changes_nothing(self):
        given = self.folder / "given.json"
        given.write_text(json.dumps(self.realm.partial_export()))
        self.assertIn(MASK, given.read_text())
        done = run(self.database, "import", given, "--format", "keycloak", "--on-conflict", "overwrite", "--json")
        clients = json.loads(done.stdout)["clients"]
        self.assertEqual({client_id: "unchanged" for client_id in self.secrets},
                         {client["client_id"]: client["status"] for client in clients},
                         [change for client in clients for change in client["changes"]])
        self.assertEqual(DONE, done.returncode, done.stderr.decode())
        self.assertEqual(self.exported, self.export(self.database)[0])

    def test_mask_is_never_a_secret(self):
        given, database = self.folder / "masked.json", self.folder / "another.sqlite"
        given.write_text(json.dumps(self.realm.partial_export()))
        command_line(database, "init")
        command_line(database, "licence", "--unlimited")
        run(database, "import", given, "--format", "keycloak")
        exported, _ = self.export(database)
        self.assertEqual(sorted(self.secrets), sorted(client["clientId"] for client in exported["clients"]))
        self.assertEqual([], [client["clientId"] for client in exported["clients"] if "secret" in client])


if __name__ == "__main__":
    unittest.main(verbosity=2)
