"""An oidc-provider export runs on the real server, and user info holds exactly the claims that were chosen."""
import unittest

from command_line import DONE, CommandLineTest
from provider import Provider

CALLBACK = "http://127.0.0.1:18080/callback"
PROFILE = {"name", "preferred_username"}  # of the profile claims, those that the test's users have
EMAIL = {"email", "email_verified"}
RESOURCES = [
    {"name": "department", "title": "Department", "claims": [{"claim": "department", "attribute": "department"},
                                                             {"claim": "organization", "value": "Example Ltd"}]},
    {"name": "badge", "title": "Badge", "claims": [{"claim": "badge", "value": "7"}]},
    {"name": "gone", "title": "Gone", "enabled": False, "claims": [{"claim": "gone", "value": "x"}]},
]
# The values that the server's own code has to give; more than any client may see.
USER = {"department": "Sales", "organization": "Example Ltd", "badge": "7", "gone": "x", "salary": "1"}


class ConsentExportTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.output("init")
        self.secrets = {}
        self.output("import", self.gatehouse_file(
            self.client("both", ["openid", "profile", "email"], ["department"]),
            self.client("badges", ["openid"], ["badge", "department"]),
            self.client("plain", ["openid", "email"], []),
            self.client("disabled", ["openid"], ["gone"]),
            custom_resources=RESOURCES))
        for client_id in ("both", "badges", "plain", "disabled"):
            self.secrets[client_id] = self.output("secret", "add", client_id).strip()
        self.output("import", self.gatehouse_file(*({"client_id": client_id, "enabled": True} for client_id in self.secrets)),
                    "--on-conflict", "overwrite")
        self.exported = self.folder / "provider.json"
        self.told = self.run_for(DONE, "export", "--format", "oidc-provider", "--output", self.exported).stderr

    @staticmethod
    def client(client_id, default_resources, custom_resources):
        return {"client_id": client_id, "title": client_id, "login_redirects": [CALLBACK],
                "default_resources": default_resources, "custom_resources": custom_resources,
                "consent_texts": {"nl": {"profile": "Uw naam"}}}

    def userinfo(self, server, client_id, scope):
        got = server.client("authorization-code", client_id=client_id, client_secret=self.secrets[client_id],
                            scope=scope, redirect_uri=CALLBACK,
                            user_scopes=[resource["name"] for resource in RESOURCES])
        return got["userinfo"]

    def test_user_info_holds_exactly_what_was_chosen(self):
        everything = {"both": ("openid profile email department", PROFILE | EMAIL | {"department", "organization"}),
                      "badges": ("openid badge department", {"badge", "department", "organization"}),
                      "plain": ("openid email", EMAIL),
                      "disabled": ("openid", set())}
        with Provider(self.exported, self.secrets, USER) as server:
            for client_id, (scope, claims) in everything.items():
                with self.subTest(client_id=client_id):
                    self.assertEqual(claims | {"sub"}, set(self.userinfo(server, client_id, scope)))
            self.assertEqual("Sales", self.userinfo(server, "both", "openid department")["department"])

    def test_scope_that_was_not_chosen_is_not_given(self):
        with Provider(self.exported, self.secrets, USER) as server:
            with self.assertRaises(AssertionError):
                self.userinfo(server, "plain", "openid email department")

    def test_what_json_cannot_say_is_told(self):
        self.assertIn("findAccount", self.told)
        self.assertIn('"gone" is left out', self.told)

    def test_comes_back(self):
        self.output("client", "delete", "both", "--yes")
        self.output("import", self.exported, "--on-conflict", "skip")
        client = self.json("client", "show", "both")
        self.assertEqual(["department"], client["custom_resources"])
        self.assertEqual("Uw naam", client["consent_texts"]["nl"]["profile"])
        self.assertFalse(client["support_api"])


if __name__ == "__main__":
    unittest.main()
