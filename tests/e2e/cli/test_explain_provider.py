"""What Gatehouse says of a request, and what a real oidc-provider answers to it."""
import unittest

from command_line import CommandLineTest
from gatehouse import command_line
from provider import Provider
from refused_requests import add_clients, disagreement, explained, mended, not_mended, requests

ENDPOINTS = {"authorization": "/auth", "token": "/token", "logout": "/session/end"}


class ExplainProviderTest(CommandLineTest):
    def provider(self):
        """With the client applications as they are now."""
        exported = self.folder / "provider.json"
        command_line(self.database, "export", "--format", "oidc-provider", "--include-secrets", "--yes", "--output", exported)
        return Provider(exported, {})

    def test_verdicts_agree(self):
        secrets = add_clients(self.database, self.folder)
        wrong, refused = [], 0
        with self.provider() as server:
            for request in requests(secrets):
                address = f"{server.issuer}{ENDPOINTS[request.endpoint]}"
                status, error, location = request.answer(address)
                is_taken = request.is_taken(status, error)
                refused += not is_taken
                said = explained(self.database, request.text(address), "oidc-provider")
                wrong.append(disagreement(request, "oidc-provider", (status, error, location), is_taken, said))
        self.assertEqual([], [one for one in wrong if one])
        self.assertGreaterEqual(refused, 40)
        self.assertGreaterEqual(len(wrong) - refused, 10)

    def test_remedies_help(self):
        secrets = add_clients(self.database, self.folder)
        again = mended(self.database, "oidc-provider", secrets, lambda request: f"https://id.example.com{ENDPOINTS[request.endpoint]}")
        self.assertGreaterEqual(len(again), 20)
        with self.provider() as server:
            self.assertEqual([], not_mended(self.database, "oidc-provider", again,
                                            lambda request: f"{server.issuer}{ENDPOINTS[request.endpoint]}"))


if __name__ == "__main__":
    unittest.main()
