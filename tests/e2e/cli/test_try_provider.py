"""gatehouse try, against a real oidc-provider."""
import tempfile
import unittest
from pathlib import Path

from client_trials import SERVER, ClientTrials
from gatehouse import command_line
from provider import Provider
from refused_requests import add_clients


class TryProviderTest(ClientTrials, unittest.TestCase):
    user, password = "alice", "whatever"
    given = {"provider.json", "more.json"}

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-try-")))
        cls.database = cls.folder / "gatehouse.sqlite"
        cls.secrets = add_clients(cls.database, cls.folder)
        exported = cls.folder / "provider.json"
        command_line(cls.database, "export", "--format", "oidc-provider", "--include-secrets", "--yes", "--output", exported)
        cls.issuer = cls.enterClassContext(Provider(exported, {})).issuer
        command_line(cls.database, "server", "add", SERVER, "--kind", "registration", "--url", f"{cls.issuer}/reg")

    def test_another_issuer(self):
        tried = self.tried("price-feed", status=1, server=("--server", SERVER, "--issuer", f"{self.issuer}/elsewhere", "--yes"))
        self.assertEqual({"discovery": "refused"}, tried.steps, tried)


if __name__ == "__main__":
    unittest.main()
