"""A registration endpoint (RFC 7591, 7592) of npm oidc-provider by the command line."""
import unittest

from peer_test import SHOP, PeerTest
from registrar import TOKEN, Registrar

REDIRECT = "https://shop.example.com/callback"


class RegistrationServer(PeerTest, unittest.TestCase):
    secret = TOKEN
    setting = ("policy_uri", "https://shop.example.com/privacy", "policy_uri")

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Registrar())

    def options(self):
        return "--kind", "registration", "--url", self.server.endpoint

    def client_there(self, client_id):
        return self.server.set(REDIRECT)

    def title_there(self):
        return self.server.set(REDIRECT)["client_name"]

    def change_there(self, title):
        self.server.set(REDIRECT, client_name=title)

    def secrets(self):
        """It chooses them by itself."""
        before = self.server.set(REDIRECT)["client_secret"]
        super().secrets()
        self.assertEqual(before, self.server.set(REDIRECT)["client_secret"])
        self.assertIn("nothing to send", self.gatehouse.push("--include-secrets", "--client", SHOP).stderr)


if __name__ == "__main__":
    unittest.main()
