"""The sample client applications, exported with their secrets, on Debian's authorization server Glewlwyd."""
import json
import tempfile
import unittest
from pathlib import Path

from gatehouse import command_line
from glewlwyd import Glewlwyd
from oauth import Refused, challenge, claims

PORTAL = "https://portal.example.com/signin-oidc"
SHOP = "https://shop.example.com/callback"
DESK = "http://127.0.0.1/callback"
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"


class GlewlwydTakesClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        cls.database = cls.folder / "gatehouse.sqlite"
        cls.run_gatehouse("init", "--sample-data")
        cls.exported = cls.folder / "clients.json"
        cls.secrets = {client["client_id"]: cls.run_gatehouse("secret", "add", client["client_id"], "--encrypted").strip()
                       for client in json.loads(cls.run_gatehouse("client", "list", "--json"))}
        cls.run_gatehouse("export", "--format", "glewlwyd", "--include-secrets", "--yes", "--output", cls.exported)
        cls.clients = json.loads(cls.exported.read_text())
        cls.server = cls.enterClassContext(Glewlwyd())
        for scope in {scope for client in cls.clients for scope in client["scope"]}:
            cls.server.add_scope(scope)
        cls.refused_before = cls.refused_with_debians_data_format()
        cls.server.accept_logout_redirects()
        for client in cls.clients:
            if client["client_id"] not in [known["client_id"] for known in cls.server.clients()]:
                cls.server.add_client(client)

    @classmethod
    def run_gatehouse(cls, *arguments):
        return command_line(cls.database, *map(str, arguments))

    @classmethod
    def refused_with_debians_data_format(cls):
        refused = {}
        for client in cls.clients:
            try:
                cls.server.add_client(client)
            except Refused as answer:
                refused[client["client_id"]] = str(answer)
        return refused

    def refused(self, status, call, *arguments, **more):
        with self.assertRaises(Refused) as refused:
            call(*arguments, **more)
        self.assertEqual(status, refused.exception.status, refused.exception)
        return refused.exception

    def tokens(self, client_id, redirect_uri, scope):
        return self.server.tokens(client_id, self.secrets[client_id], redirect_uri, scope)

    def import_report(self, path):
        return json.loads(self.run_gatehouse("import", path, "--dry-run", "--on-conflict", "overwrite", "--json"))

    def test_every_client_is_there(self):
        self.assertEqual(sorted(self.secrets), sorted(client["client_id"] for client in self.server.clients()))

    def test_only_logout_redirects_need_a_change_of_the_server(self):
        self.assertEqual(["staff-portal", "web-shop"], sorted(self.refused_before))
        for answer in self.refused_before.values():
            self.assertIn("post_logout_redirect_uris", answer)

    def test_machine_gets_a_token(self):
        tokens = self.server.token("price-feed", self.secrets["price-feed"], grant_type="client_credentials",
                                   scope="prices.write")
        self.assertEqual("prices.write", tokens["scope"])
        self.assertEqual("price-feed", claims(tokens["access_token"])["client_id"])

    def test_machine_is_refused(self):
        asks = {"grant_type": "client_credentials", "scope": "prices.write"}
        self.refused(403, self.server.token, "price-feed", self.secrets["web-shop"], **asks)
        refused = self.refused(400, self.server.token, "price-feed", self.secrets["price-feed"],
                               **{**asks, "scope": "orders.read"})
        self.assertEqual("scope_invalid", refused.error)
        refused = self.refused(400, self.server.token, "web-shop", self.secrets["web-shop"], **{**asks, "scope": "api"})
        self.assertEqual("authorization_type_invalid", refused.error)

    def test_user_lets_a_client_call_the_api(self):
        for redirect in (DESK, "com.example.orderdesk:/callback"):
            with self.subTest(redirect):
                tokens = self.tokens("order-desk", redirect, "orders.read orders.write")
                self.assertEqual("orders.read orders.write", tokens["scope"])
                self.assertNotIn("id_token", tokens)

    def test_user_signs_in(self):
        tokens = self.tokens("staff-portal", PORTAL, "openid profile email department")
        self.assertEqual("staff-portal", claims(tokens["id_token"])["aud"])
        self.assertEqual("openid profile email department", tokens["scope"])

    def test_only_what_was_configured_is_allowed(self):
        self.assertEqual("openid", self.tokens("staff-portal", PORTAL, "openid orders.write")["scope"])

    def test_refresh_tokens_where_supported(self):
        for client_id, redirect, scope in (("order-desk", DESK, "orders.read"), ("web-shop", SHOP, "openid api")):
            with self.subTest(client_id):
                tokens = self.tokens(client_id, redirect, scope)
                again = self.server.token(client_id, self.secrets[client_id], grant_type="refresh_token",
                                          refresh_token=tokens["refresh_token"])
                self.assertNotEqual(tokens["access_token"], again["access_token"])
        tokens = self.tokens("staff-portal", PORTAL, "openid")
        self.refused(400, self.server.token, "staff-portal", self.secrets["staff-portal"], grant_type="refresh_token",
                     refresh_token=tokens.get("refresh_token", ""))

    def test_code_is_of_no_use_without_secret_and_verifier(self):
        code = self.server.code("web-shop", SHOP, "openid", **challenge(VERIFIER))
        asks = {"grant_type": "authorization_code", "code": code, "redirect_uri": SHOP}
        self.refused(403, self.server.token, "web-shop", self.secrets["order-desk"], **asks, code_verifier=VERIFIER)
        self.refused(403, self.server.token, "web-shop", self.secrets["web-shop"], **asks, code_verifier=VERIFIER[::-1])
        self.assertIn("id_token", self.server.token("web-shop", self.secrets["web-shop"], **asks, code_verifier=VERIFIER))

    def test_redirect_that_is_not_registered_is_refused(self):
        self.refused(403, self.server.code, "web-shop", "https://evil.example.com/callback", "openid",
                     **challenge(VERIFIER))

    def test_logout_redirects(self):
        id_token = self.tokens("web-shop", SHOP, "openid")["id_token"]
        self.assertEqual("https://shop.example.com/goodbye",
                         self.server.logout(id_token, "https://shop.example.com/goodbye"))
        self.assertIsNone(self.server.logout(id_token, "https://evil.example.com/goodbye"))

    def test_disabled_client_is_refused(self):
        client = {**next(client for client in self.clients if client["client_id"] == "price-feed"), "client_id": "stopped"}
        given = self.folder / "stopped.json"
        given.write_text(json.dumps([{**client, "enabled": False}]))
        self.run_gatehouse("import", given)
        disabled = json.loads(self.run_gatehouse("export", "--format", "glewlwyd", "--client", "stopped",
                                                 "--include-secrets", "--yes"))
        self.run_gatehouse("client", "delete", "stopped", "--yes")
        self.assertEqual([(False, client["password"])], [(one["enabled"], one["password"]) for one in disabled])
        self.server.add_client(disabled[0])
        self.addCleanup(self.server.remove_client, "stopped")
        self.refused(403, self.server.token, "stopped", client["password"], grant_type="client_credentials",
                     scope="prices.write")

    def test_import_of_what_was_exported_changes_nothing(self):
        report = self.import_report(self.exported)
        self.assertEqual("glewlwyd", report["format"])
        self.assertEqual({"unchanged"}, {client["status"] for client in report["clients"]}, report)

    def test_import_of_what_the_server_gives_changes_nothing(self):
        given = self.folder / "given.json"
        for content in (self.server.clients(), self.server.client("web-shop")):
            given.write_text(json.dumps(content))
            report = self.import_report(given)
            self.assertEqual("glewlwyd", report["format"])
            self.assertEqual({"unchanged"}, {client["status"] for client in report["clients"]}, report)


if __name__ == "__main__":
    unittest.main(verbosity=2)
