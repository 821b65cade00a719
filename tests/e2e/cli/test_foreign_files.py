"""Imports files as other programs write them, and where there is a way back exports and imports that again."""

import json
import pathlib
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE, CommandLineTest

IMPORT_ONLY = ("auth0", "entra")
DATA = pathlib.Path(__file__).parents[2] / "data"


class ForeignFilesTest(CommandLineTest):
    def test_own_export_of_a_foreign_file_changes_nothing(self):
        files = sorted(DATA.glob("foreign.*.json"))
        self.assertGreaterEqual(len(files), 3)
        for path in files:
            with self.subTest(path.name):
                self.database = self.folder / f"{path.stem}.sqlite"
                self.run_for(DONE, "init")
                self.run_for(DONE, "licence", "--unlimited")
                self.check(path, path.name.split(".")[1].split("-")[0])

    def check(self, path, name):
        plan = self.imported(path)
        self.assertEqual(name, plan["format"])
        clients = plan["clients"]
        self.assertTrue(clients)
        refused = [client for client in clients if client["status"] == "refused"]
        self.assertTrue(all(client["error"] for client in refused), refused)
        self.assertEqual(len(clients) - len(refused), len(self.client_ids()))

        if name in IMPORT_ONLY:
            refused = self.start("export", "--format", name)
            self.assertEqual(WRONG_USAGE, refused.returncode)
            self.assertIn("import only", refused.stderr)
            return
        exported = self.folder / f"{path.stem}.export.json"
        self.run_for(DONE, "export", "--format", name, "--output", exported)
        before = self.content()
        again = self.imported(exported, "--on-conflict", "overwrite")
        self.assertEqual(before, self.content())
        self.assertEqual({"unchanged"}, {client["status"] for client in again["clients"]}, again)

    def test_what_servers_add_in_their_answers_changes_nothing(self):
        """As GET /admin/clients of Hydra 2.3.0 and the registration of oidc-provider (RFC 7591 3.2.1) answer."""
        nothing = {"owner": "", "policy_uri": "", "tos_uri": "", "client_uri": "", "logo_uri": "", "audience": [],
                   "allowed_cors_origins": [], "contacts": [], "jwks": {}, "metadata": {}, "skip_logout_consent": None,
                   "refresh_token_grant_access_token_lifespan": None}
        hydra = {**nothing, "client_secret_expires_at": 0, "subject_type": "public",
                 "userinfo_signed_response_alg": "none", "created_at": "2026-11-29T08:00:00Z",
                 "updated_at": "2026-11-29T08:00:00.12345Z"}
        provider = {"application_type": "web", "client_id_issued_at": 1796000000, "client_secret_expires_at": 0,
                    "dpop_bound_access_tokens": False, "id_token_signed_response_alg": "RS256",
                    "post_logout_redirect_uris": [], "require_auth_time": False, "subject_type": "public",
                    "registration_client_uri": "https://id.example.com/reg/x"}
        self.init_with_samples()
        for name, added in (("hydra", hydra), ("rfc7591", provider)):
            with self.subTest(name):
                clients = json.loads(self.output("export", "--format", name))
                self.assertGreaterEqual(len(clients), 2)
                before = self.content()
                answer = self.import_file([{**added, **client} for client in clients])
                again = self.imported(answer, "--format", name, "--on-conflict", "overwrite")
                self.assertEqual({"unchanged"}, {client["status"] for client in again["clients"]}, again)
                self.assertEqual(before, self.content())
        changed = self.import_file([{**clients[0], "owner": "somebody", "subject_type": "pairwise"}])
        again = self.imported(changed, "--format", "hydra", "--on-conflict", "overwrite")
        self.assertEqual({"changed"}, {client["status"] for client in again["clients"]}, again)

    def test_when_a_secret_was_made_is_kept(self):
        """As Keycloak says it of each secret, also of one that does not end."""
        self.init_with_samples()
        secret = "qfLkFz0Jy8OrMNrjeGRHRFTaVqR5HYTL"
        file = self.import_file({"clients": [{
            "clientId": "spring", "publicClient": False, "secret": secret, "redirectUris": ["https://a.example/cb"],
            "attributes": {"client.secret.creation.time": "1770835769", "client.secret.expiration.time": "0"}}]})
        self.imported(file)
        exported = self.folder / "without.json"
        self.output("export", "--format", "keycloak", "--client", "spring", "--output", exported)
        before = self.content()
        for again in (file, exported):
            for options in ((), ("--on-conflict", "overwrite")):
                with self.subTest(file=again.name, options=options):
                    self.assertEqual(["unchanged"], [client["status"] for client in
                                                     self.imported(again, *options)["clients"]])
                    self.assertEqual(before, self.content())

    def imported(self, path, *options):
        ended = self.start("import", path, *options, "--json")
        self.assertIn(ended.returncode, (DONE, REFUSED), ended.stderr)
        return json.loads(ended.stdout)


if __name__ == "__main__":
    unittest.main()
