"""A real Ory Hydra by the command line."""
import unittest

import hydra
from peer_test import SHOP, PeerTest


@unittest.skipUnless(hydra.program(), "Hydra was not built: that takes Go 1.23 or newer, and tools/test --servers")
class HydraServer(PeerTest, unittest.TestCase):
    says_origins = True
    bookkeeping = frozenset({"created_at", "updated_at"})
    setting = ("policy_uri", "https://shop.example.com/privacy", "policy_uri")

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(hydra.Hydra())

    def options(self):
        return "--kind", "hydra", "--url", self.server.address

    def client_there(self, client_id):
        return self.server.client(client_id)

    def title_there(self):
        return self.server.client(SHOP)["client_name"]

    def change_there(self, title):
        self.server.replace_client({**self.server.client(SHOP), "client_name": title})

    def secrets(self):
        super().secrets()
        self.token_by_a_new_secret()


if __name__ == "__main__":
    unittest.main()
