"""A real server signs with the exported keys, and after a rollover old tokens still verify."""
import json
import stat
import unittest

from command_line import DONE, REFUSED, CommandLineTest
from provider import Provider

CALLBACK = "http://127.0.0.1:18080/callback"


class SigningKeysTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.output("init")
        self.output("import", self.gatehouse_file({"client_id": "intranet", "title": "Intranet", "login_redirects": [CALLBACK],
                                                   "default_resources": ["openid"]}))
        self.secrets = {"intranet": self.output("secret", "add", "intranet").strip()}
        self.output("import", self.gatehouse_file({"client_id": "intranet", "enabled": True}), "--on-conflict", "overwrite")

    def exported(self, name):
        path = self.folder / name
        self.output("export", "--format", "oidc-provider", "--include-signing-keys", "--yes", "--output", path)
        return path

    def token(self, server):
        return server.client("id-token", client_id="intranet", client_secret=self.secrets["intranet"], scope="openid",
                             redirect_uri=CALLBACK)["id_token"]

    def key_ids(self):
        """The signing one first."""
        keys = json.loads(self.output("certificate", "export", "--format", "jwks"))["keys"]
        return [key["kid"] for key in keys]

    def test_server_signs_with_the_active_one_and_old_tokens_verify_after_the_rollover(self):
        first, = self.key_ids()
        with Provider(self.exported("first.json"), self.secrets) as server:
            old = self.token(server)
            self.assertEqual({"verified": True, "kid": first, "published": [first]}, server.client("verify", token=old))

        self.output("certificate", "rollover")
        ids = self.key_ids()
        self.assertEqual((2, first), (len(ids), ids[0]))
        with Provider(self.exported("overlap.json"), self.secrets) as server:
            told = server.client("verify", token=self.token(server))
            self.assertEqual((True, first, set(ids)), (told["verified"], told["kid"], set(told["published"])))

        self.output("certificate", "storage", "--overlap-hours", 0)
        self.output("certificate", "rollover")
        newest = self.key_ids()[0]
        self.assertNotIn(newest, ids)
        with Provider(self.exported("second.json"), self.secrets) as server:
            told = server.client("verify", token=self.token(server))
            self.assertEqual((True, newest), (told["verified"], told["kid"]))
            self.assertEqual((True, first), tuple(server.client("verify", token=old)[name] for name in ("verified", "kid")))
            head, body, signature = old.split(".")
            self.assertFalse(server.client("verify", token=f"{head}.{body}x.{signature}")["verified"])

    def test_keys_are_exported_only_when_asked_for(self):
        path = self.folder / "plain.json"
        self.output("export", "--format", "oidc-provider", "--output", path)
        self.assertNotIn("jwks", json.loads(path.read_text()))
        path = self.exported("with-keys.json")
        content = json.loads(path.read_text())
        self.assertIn("d", content["jwks"]["keys"][0])
        self.assertEqual(path.read_text(), json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        self.assertEqual(0o600, stat.S_IMODE(path.stat().st_mode))

    def test_other_formats_refuse(self):
        for name in ("gatehouse", "rfc7591"):
            ended = self.run_for(REFUSED, "export", "--format", name, "--include-signing-keys")
            self.assertEqual("", ended.stdout)
            self.assert_says("certificate export --format jwks", ended)

    def test_export_comes_back(self):
        path = self.exported("with-keys.json")
        ended = self.run_for(DONE, "import", path, "--dry-run")
        self.assertNotIn(json.loads(path.read_text())["jwks"]["keys"][0]["d"], ended.stdout + ended.stderr)


if __name__ == "__main__":
    unittest.main()
