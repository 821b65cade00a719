"""Client applications without a secret, exported and run by a real server: public ones, and those with a private key."""
import json
import unittest

from command_line import DONE, CommandLineTest
from key_clients import OTHER_KEY, PRIVATE_KEY, PUBLIC_KEY
from provider import Provider, Refused

SPA, BANK = "https://spa.example.com/cb", "https://bank.example.com/cb"
CODE = {"grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
        "scope": "openid offline_access"}
CLIENTS = [
    {"client_id": "spa", "client_name": "Shop", "redirect_uris": [SPA], "token_endpoint_auth_method": "none", **CODE},
    {"client_id": "bank", "client_name": "Bank", "redirect_uris": [BANK], "token_endpoint_auth_method": "private_key_jwt",
     "jwks": {"keys": [PUBLIC_KEY]}, **CODE},
    {"client_id": "mobile", "client_name": "Mobile", "token_endpoint_auth_method": "none", **CODE,
     "redirect_uris": ["com.example.app:/cb", "com.example.app:/other", "https://app.example.com/cb",
                       "https://localhost:5001/cb", "http://plain.example.com/cb", "https://app.example.com/*",
                       "com.example.app:/third"]},
]


class ClientAuthenticationTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.run_for(DONE, "init")
        source = self.folder / "source.json"
        source.write_text(json.dumps(CLIENTS))
        report = self.json("import", source)
        self.assertEqual([True] * 3, [client["enabled"] for client in report["clients"]], report)

    def exported(self, form, *more):
        """The file, and what was told."""
        path = self.folder / f"{form}.json"
        ended = self.run_for(DONE, "export", "--format", form, "--include-secrets", "--yes", "--output", path, *more)
        return path, ended.stderr

    def each_server(self):
        for form, clients in (("rfc7591", ("--client", "spa", "--client", "bank")), ("oidc-provider", ())):
            with self.subTest(form), Provider(self.exported(form, *clients)[0], {}) as server:
                yield server

    def refused(self, error, server, **settings):
        with self.assertRaises(Refused) as refused:
            server.client("authorization-code", scope="openid", **settings)
        self.assertEqual(error, refused.exception.error, refused.exception)

    def test_tokens_by_code_and_refresh(self):
        for server in self.each_server():
            for settings in ({"client_id": "spa", "redirect_uri": SPA},
                             {"client_id": "bank", "redirect_uri": BANK, "private_key": PRIVATE_KEY}):
                tokens = server.client("refresh", scope="openid offline_access", **settings)
                self.assertEqual(settings["client_id"], tokens["access_token"]["client_id"])
                self.assertTrue(tokens["refreshed"]["other_access_token"], tokens)

    def test_no_tokens_without_key_challenge_or_verifier(self):
        for server in self.each_server():
            bank = {"client_id": "bank", "redirect_uri": BANK}
            self.refused("invalid_client", server, **bank, private_key=OTHER_KEY)
            self.refused("invalid_client", server, **bank)
            self.refused("invalid_client", server, **bank, client_secret="Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ")
            for more in ({"client_id": "spa", "redirect_uri": SPA}, {**bank, "private_key": PRIVATE_KEY}):
                self.refused("invalid_request", server, **more, pkce=False)
                self.refused("invalid_grant", server, **more, verifier=False)

    def test_redirects_that_the_server_refuses_are_left_out_and_told(self):
        path, told = self.exported("oidc-provider")
        mobile = next(client for client in json.loads(path.read_text())["clients"] if client["client_id"] == "mobile")
        left_out = ["https://localhost:5001/cb", "http://plain.example.com/cb"]
        redirects = CLIENTS[2]["redirect_uris"]
        self.assertEqual([uri for uri in redirects if uri not in left_out], mobile["redirect_uris"])
        for uri in left_out:
            self.assertIn(f'mobile: Allowed login redirects: "{uri}" is left out', told)
        self.assertIn('mobile: Allowed login redirects: "https://app.example.com/*" is no pattern', told)

    def test_metadata_by_rfc_7591_keep_redirects_that_another_server_refuses(self):
        path, told = self.exported("rfc7591", "--client", "mobile")
        self.assertEqual(CLIENTS[2]["redirect_uris"], json.loads(path.read_text())[0]["redirect_uris"])
        self.assertIn('"https://localhost:5001/cb" is one too many', told)


if __name__ == "__main__":
    unittest.main()
