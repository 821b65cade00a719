"""The documentation's numbered steps for each kind of access, done in the window, exported, and run on a real server."""
import json
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import Window, command_line
from provider import Provider, Refused

CALLBACK = "http://127.0.0.1:18080/callback"
GOODBYE = "http://127.0.0.1:18080/goodbye"


class KindsOfAccess(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-"))
        cls.database = f"{cls.folder}/gatehouse.sqlite"
        command_line(cls.database, "init")
        desk = cls.enterClassContext(Desktop())
        cls.window = Window(desk, cls.database, cls.folder)
        cls.secrets = {}
        cls.configure_all()
        cls.export = Path(cls.folder) / "clients.json"
        command_line(cls.database, "export", "--format", "rfc7591", "--output", str(cls.export))
        cls.server = cls.enterClassContext(Provider(cls.export, cls.secrets))

    @classmethod
    def configure_all(cls):
        cls.window.add_user("price-bot")
        cls.configure_machine_to_machine()
        cls.configure_delegated_api()
        cls.configure_openid()
        cls.configure_openid_and_api()

    @classmethod
    def configure_machine_to_machine(cls):
        window = cls.window
        window.add_client("price-feed", "Price feed")
        window.win.check_box("Support OpenID Connect").uncheck()
        assert window.win.check_box("Support API access").checked
        assert not window.win.check_box("Support API access").enabled
        window.win.combo("Grant type").choose("Client credentials")
        window.win.combo("Identity").choose("price-bot – price-bot (service account)")
        window.save()
        assert not window.win.check_box("Enabled").enabled, "not before it has a secret"
        cls.secrets["price-feed"] = window.add_secret()
        window.enable_and_save()

    @classmethod
    def configure_delegated_api(cls):
        window = cls.window
        window.add_client("mail-helper", "Mail helper")
        window.win.check_box("Support OpenID Connect").uncheck()
        assert window.win.combo("Grant type").enabled
        assert window.win.check_box("Require PKCE").checked
        assert not window.win.combo("Identity").enabled
        window.win.check_box("Support refresh tokens").check()
        window.win.check_box("Require consent").check()
        window.win.check_box("Allow remember consent").check()
        window.save()
        cls.secrets["mail-helper"] = window.add_secret()
        window.add_redirects("Allowed login redirects", CALLBACK)
        window.enable_and_save()

    @classmethod
    def configure_openid(cls):
        window = cls.window
        window.add_client("intranet", "Intranet")
        assert window.win.check_box("Support OpenID Connect").checked
        assert not window.win.combo("Grant type").enabled
        window.win.check_box("Require PKCE").uncheck()
        window.save()
        cls.secrets["intranet"] = window.add_secret()
        window.add_redirects("Allowed login redirects", CALLBACK)
        window.add_redirects("Allowed logout redirects", GOODBYE)
        window.enable_and_save()

    @classmethod
    def configure_openid_and_api(cls):
        window = cls.window
        window.add_client("shop", "Shop")
        window.win.check_box("Support API access").check()
        window.win.check_box("Support refresh tokens").check()
        window.save()
        cls.secrets["shop"] = window.add_secret()
        window.add_redirects("Allowed login redirects", CALLBACK)
        window.add_redirects("Allowed logout redirects", GOODBYE)
        window.enable_and_save()

    def credentials(self, client_id):
        return {"client_id": client_id, "client_secret": self.secrets[client_id]}

    def test_every_client_is_enabled_without_errors(self):
        clients = json.loads(command_line(self.database, "client", "list", "--json"))
        self.assertEqual({client["client_id"]: client["enabled"] for client in clients},
                         {"price-feed": True, "mail-helper": True, "intranet": True, "shop": True})

    def test_machine_gets_a_token_with_its_scope(self):
        tokens = self.server.client("client-credentials", scope="api", **self.credentials("price-feed"))
        self.assertEqual(tokens["access_token"]["scope"], "api")

    def test_machine_with_a_wrong_secret_is_refused(self):
        with self.assertRaises(Refused) as refused:
            self.server.client("client-credentials", scope="api", client_id="price-feed",
                               client_secret=self.secrets["shop"])
        self.assertEqual(refused.exception.error, "invalid_client")

    def test_user_lets_a_client_call_the_api_and_it_refreshes(self):
        tokens = self.server.client("refresh", scope="api offline_access", redirect_uri=CALLBACK,
                                    **self.credentials("mail-helper"))
        self.assertEqual(tokens["access_token"]["scope"], "api")
        self.assertEqual(tokens["refreshed"]["access_token"]["scope"], "api")
        self.assertTrue(tokens["refreshed"]["other_access_token"])

    def test_pkce_is_demanded_where_it_was_required(self):
        with self.assertRaises(Refused):
            self.server.client("authorization-code", scope="api", redirect_uri=CALLBACK, pkce=False,
                               **self.credentials("mail-helper"))

    def test_user_signs_in_and_out(self):
        tokens = self.server.client("authorization-code", scope="openid", redirect_uri=CALLBACK, pkce=False,
                                    **self.credentials("intranet"))
        self.assertEqual(tokens["id_token"]["aud"], "intranet")
        ended = self.server.client("logout", scope="openid", redirect_uri=CALLBACK, pkce=False,
                                   post_logout_redirect_uri=GOODBYE, **self.credentials("intranet"))
        self.assertEqual(ended["redirected_to"], GOODBYE)

    def test_user_signs_in_and_client_calls_the_api(self):
        tokens = self.server.client("refresh", scope="openid api offline_access", redirect_uri=CALLBACK,
                                    **self.credentials("shop"))
        self.assertEqual(tokens["id_token"]["aud"], "shop")
        self.assertIn("api", tokens["access_token"]["scope"])
        self.assertTrue(tokens["refreshed"]["other_access_token"])

    def test_redirect_that_is_not_registered_is_refused(self):
        for client_id, scope in (("mail-helper", "api"), ("intranet", "openid"), ("shop", "openid")):
            with self.subTest(client_id), self.assertRaises(Refused):
                self.server.client("authorization-code", scope=scope, redirect_uri="https://evil.example.com/callback",
                                   **self.credentials(client_id))

    def test_no_secret_is_stored_or_exported(self):
        kept = [*Path(self.folder).glob("gatehouse.sqlite*"), self.export, *Path(self.folder).glob("config/**/*.conf")]
        for path in kept:
            content = path.read_bytes()
            for client_id, secret in self.secrets.items():
                self.assertNotIn(secret.encode(), content, f"{client_id} in {path.name}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
