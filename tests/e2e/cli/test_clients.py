import json
import os
import pty
import subprocess
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE, CommandLineTest

COLUMNS = ("client_id title description enabled support_openid support_api grant_type also_client_credentials identity "
           "client_authentication token_endpoint_auth_method jwks_uri jwks require_pkce support_refresh_tokens allowed_cors_origins "
           "include_user_info_in_token access_token_lifetime id_token_lifetime refresh_token_lifetime require_consent "
           "allow_remember_consent logo logo_uri client_uri policy_uri tos_uri contacts login_redirects logout_redirects "
           "api_scopes default_resources custom_resources consent_texts other_settings accepted_risks "
           "on_servers").split()


class ClientsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.secrets = self.init_with_samples()

    def test_list(self):
        lines = self.output("client", "list").splitlines()
        self.assertEqual(5, len(lines))
        self.assertTrue(lines[0].startswith("Client ID "))
        self.assertEqual(["order-desk", "price-feed", "staff-portal", "web-shop"], [line.split()[0] for line in lines[1:]])

    def test_list_as_json(self):
        clients = self.json("client", "list")
        self.assertEqual(COLUMNS, [key for key in clients[0] if key in COLUMNS])
        kinds = {(c["support_openid"], c["support_api"], c["grant_type"]) for c in clients}
        self.assertEqual(4, len(kinds))
        self.assertTrue(all(client["enabled"] for client in clients))

    def test_show(self):
        text = self.output("client", "show", "WEB-SHOP")
        self.assertRegex(text, r"(?m)^Client ID: +web-shop$")
        self.assertIn("https://shop.example.com/nl/callback", text)
        shown = self.json("client", "show", "web-shop")
        self.assertEqual(["api", "orders.read"], shown["api_scopes"])
        self.assertEqual(self.secrets["web-shop"][-4:], shown["secrets"][0]["last_four"])
        self.assertEqual({"id", "client_id", "last_four", "storage", "only_server_knows", "weak_length", "only_on", "description",
                          "created_at", "expires_at"}, set(shown["secrets"][0]))

    def test_show_other_settings(self):
        settings = {"keycloak": {"attributes": {"a": "1"}, "nodeReRegistrationTimeout": -1}}
        self.output("client", "set", "web-shop", f"other_settings={json.dumps(settings)}", "description=one\ntwo")
        text = self.output("client", "show", "web-shop")
        self.assertRegex(text, r'(?m)^Other settings: +keycloak: \{\n +"attributes": \{\n +"a": "1"\n +\},\n +"node')
        self.assertRegex(text, r"(?m)^Description: +one\n +two$")
        self.assertNotIn("Spelling", text)
        shown = self.json("client", "show", "web-shop")
        self.assertEqual((settings, None, []), (shown["other_settings"], shown["jwks"], shown["accepted_risks"]))
        self.assertNotIn("spellings", shown)

    def test_unknown_client(self):
        for arguments in (["show"], ["check"], ["delete", "--yes"]):
            with self.subTest(arguments=arguments):
                ended = self.run_for(REFUSED, "client", *arguments, "nobody")
                self.assert_says('"nobody"', ended)
                self.assertEqual("", ended.stdout)

    def test_empty_client_id_is_nobody(self):
        before = self.content()
        for arguments in (["client", "delete", "", "--yes"], ["client", "show", ""], ["consent", ""],
                          ["secret", "add", ""], ["secret", "remove", "", "abcd", "--yes"]):
            with self.subTest(arguments=arguments):
                ended = self.run_for(REFUSED, *arguments)
                self.assert_says("no client application", ended)
                self.assertEqual("", ended.stdout)
        self.assertEqual(before, self.content())

    def test_check(self):
        self.assertEqual("", self.output("client", "check"))
        self.assertEqual([], self.json("client", "check"))
        self.output("licence", "--unlimited")
        self.output("import", self.gatehouse_file({"client_id": "empty"}, {"client_id": "lax", "require_pkce": False}))
        ended = self.run_for(REFUSED, "client", "check")
        self.assertIn("empty: warning: A secret is missing", ended.stdout)
        problems = self.json("client", "check", "LAX", status=REFUSED)
        self.assertEqual({"lax"}, {problem["client_id"] for problem in problems})
        pkce = [problem for problem in problems if problem["column"] == "require_pkce"]
        self.assertEqual([("warning", False)], [(p["severity"], p["stops_enabled"]) for p in pkce])

    def test_check_of_warnings_alone_is_done(self):
        self.output("import", self.gatehouse_file({"client_id": "web-shop", "require_pkce": False}),
                    "--on-conflict", "overwrite")
        ended = self.run_for(DONE, "client", "check")
        self.assertRegex(ended.stdout, r"^web-shop: warning: .*PKCE.*\n$")
        self.assertIn("warning (1)", self.output("client", "list"))

    def test_delete_needs_yes_without_a_terminal(self):
        before = self.content()
        ended = self.run_for(WRONG_USAGE, "client", "delete", "web-shop", input="y\n")
        self.assert_says("--yes", ended)
        self.assertEqual(before, self.content())
        self.output("client", "delete", "web-shop", "--yes")
        self.assertNotIn("web-shop", self.client_ids())

    def test_delete_asks_on_a_terminal(self):
        self.assertEqual(REFUSED, self.delete_on_terminal("n"))
        self.assertEqual(REFUSED, self.delete_on_terminal(""))
        self.assertIn("web-shop", self.client_ids())
        self.assertEqual(DONE, self.delete_on_terminal("y"))
        self.assertNotIn("web-shop", self.client_ids())

    def delete_on_terminal(self, answer):
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(self.command("client", "delete", "web-shop"), stdin=terminal, stdout=terminal,
                                       stderr=terminal, env=self.environment())
            os.write(person, f"{answer}\n".encode())
            status = started.wait(timeout=60)
            self.assertIn(b"web-shop", os.read(person, 4096))
            return status
        finally:
            os.close(person)
            os.close(terminal)

    def test_terminal_is_not_steered_by_other_peoples_text(self):
        evil = "\x1b]0;owned\x07\x9b2J\u202eabc\r\n\u2028"
        refused = self.run_for(REFUSED, "import", self.gatehouse_file(users=[{"user_id": "evil", "name": evil}]))
        self.assertNotIn("\x1b", refused.stdout + refused.stderr)
        self.output("user", "add", "evil")
        self.sql("UPDATE iam_user SET name = ? WHERE user_id = 'evil'", evil)  # as another program may
        shown = self.output("user", "list")
        for character in "\x1b\x07\x9b\u202e\r\u2028":
            self.assertNotIn(character, shown)
        self.assertEqual(7, len(shown.splitlines()))
        raw = self.output("user", "list", "--json")
        for character in "\x1b\x07\x9b\u202e\r\u2028":
            self.assertNotIn(character, raw)
        self.assertIn(evil, [user["name"] for user in self.json("user", "list")])
        ended = self.run_for(REFUSED, "client", "show", evil)
        self.assertNotIn("\x1b", ended.stderr)


if __name__ == "__main__":
    unittest.main()
