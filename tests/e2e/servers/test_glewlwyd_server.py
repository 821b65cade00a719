"""Debian's authorization server Glewlwyd by the command line."""
import unittest

from glewlwyd import PASSWORD, USER, Glewlwyd
from peer_test import SHOP, PeerTest


class GlewlwydServer(PeerTest, unittest.TestCase):
    secret = PASSWORD
    setting = ("api_scopes", '["api"]', "scope")

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Glewlwyd())
        cls.server.accept_logout_redirects()

    def options(self):
        return "--kind", "glewlwyd", "--url", self.server.address, "--user", USER

    def client_there(self, client_id):
        return self.server.client(client_id)

    def title_there(self):
        return self.server.client(SHOP)["name"]

    def change_there(self, title):
        self.server.change_client({**self.server.client(SHOP), "name": title})

    def secrets(self):
        super().secrets()
        self.token_by_a_new_secret()


if __name__ == "__main__":
    unittest.main()
