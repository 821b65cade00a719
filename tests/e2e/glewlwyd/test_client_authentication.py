"""Client applications without a secret on Debian's authorization server Glewlwyd: public ones, and those with a private
key."""
import json
import tempfile
import unittest
from pathlib import Path

from gatehouse import command_line
from glewlwyd import Glewlwyd, Refused, challenge
from key_clients import OTHER_KEY, PUBLIC_KEY, assertion

SPA, BANK = "https://spa.example.com/cb", "https://bank.example.com/cb"
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"
CODE = {"scope": "openid", "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}
CLIENTS = [
    {"client_id": "spa", "client_name": "Shop", "redirect_uris": [SPA], "token_endpoint_auth_method": "none", **CODE},
    {"client_id": "bank", "client_name": "Bank", "redirect_uris": [BANK], "token_endpoint_auth_method": "private_key_jwt",
     "jwks": {"keys": [PUBLIC_KEY]}, **CODE},
]


class GlewlwydTakesClientsWithoutSecret(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        source = folder / "source.json"
        source.write_text(json.dumps(CLIENTS))
        database = folder / "gatehouse.sqlite"
        command_line(database, "init")
        report = json.loads(command_line(database, "import", str(source), "--json"))
        assert [client["enabled"] for client in report["clients"]] == [True, True], report
        cls.server = cls.enterClassContext(Glewlwyd())
        cls.server.add_scope("openid")
        for client in json.loads(command_line(database, "export", "--format", "glewlwyd")):
            cls.server.add_client(client)

    def proof(self, client_id, **more):
        return {} if client_id == "spa" else assertion(client_id, self.server.token_endpoint(), **more)

    def token_by_code(self, client_id, redirect, verifier=VERIFIER, proof=None):
        code = self.server.code(client_id, redirect, "openid", **challenge(VERIFIER))
        sent = {"code_verifier": verifier} if verifier else {}
        proof = self.proof(client_id) if proof is None else proof
        return self.server.token_without_secret(client_id, grant_type="authorization_code", code=code,
                                                redirect_uri=redirect, **sent, **proof)

    def test_tokens_by_code_and_refresh(self):
        for client_id, redirect in (("spa", SPA), ("bank", BANK)):
            with self.subTest(client_id):
                tokens = self.token_by_code(client_id, redirect)
                again = self.server.token_without_secret(client_id, grant_type="refresh_token",
                                                         refresh_token=tokens["refresh_token"], **self.proof(client_id))
                self.assertNotEqual(tokens["access_token"], again["access_token"])

    def test_no_tokens_without_key_challenge_or_verifier(self):
        for client_id, redirect in (("spa", SPA), ("bank", BANK)):
            with self.subTest(client_id):
                for verifier in (None, VERIFIER[::-1]):
                    with self.assertRaises(Refused):
                        self.token_by_code(client_id, redirect, verifier)
                with self.assertRaises(Refused):
                    self.server.code(client_id, redirect, "openid")
        for proof in ({}, self.proof("bank", private_key=OTHER_KEY)):
            with self.assertRaises(Refused):
                self.token_by_code("bank", BANK, proof=proof)


if __name__ == "__main__":
    unittest.main(verbosity=2)
