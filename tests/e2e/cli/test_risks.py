"""Risks that are told, accepted and listed; and secrets that are about to expire."""
import datetime
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE, CommandLineTest

STAR = "https://shop.example.com/*"


class RisksTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.output("licence", "--unlimited")

    def risks(self, client_id, status=DONE):
        return {(problem["rule"], problem["value"]) for problem in self.json("client", "check", client_id, status=status)
                if problem["rule"]}

    def accept(self, *arguments, status=DONE, reason="in the building only"):
        return self.run_for(status, "client", "accept-risk", *arguments, "--reason", reason)

    def test_check_names_rule_and_value(self):
        self.output("client", "set", "web-shop", "require_pkce=false")
        self.assertEqual({("pkce_off", "")}, self.risks("web-shop"))
        self.output("client", "add", "empty")
        problems = self.json("client", "check", "empty", status=REFUSED)
        self.assertEqual({(None, None)}, {(problem["rule"], problem["value"]) for problem in problems})

    def test_accepted_it_is_gone_and_listed(self):
        self.output("client", "set", "web-shop", "require_pkce=false")
        ended = self.accept("web-shop", "--rule", "pkce_off", reason="  an old program  ")
        self.assertEqual("", ended.stdout)
        self.assertEqual(set(), self.risks("web-shop"))
        [risk] = self.json("client", "risks")
        self.assertRegex(risk.pop("at"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual({"client_id": "web-shop", "rule": "pkce_off", "value": "", "reason": "an old program", "by": "admin"}, risk)
        self.assertEqual([{key: value for key, value in self.json("client", "risks")[0].items() if key != "client_id"}],
                         self.json("client", "show", "web-shop")["accepted_risks"])
        self.assertRegex(self.output("client", "show", "web-shop"), r"(?m)^Accepted risks: +pkce_off \(.* by admin: an old program\)$")
        self.assertEqual(2, len(self.output("client", "risks").splitlines()))
        self.assertEqual([], self.json("client", "risks", "price-feed"))

    def test_of_a_guessable_secret_it_comes_along_into_another_database(self):
        self.output("import", self.gatehouse_file({"client_id": "weak", "title": "Weak", "secrets": [{"secret": "guess me"}]}))
        [(rule, value)] = self.risks("weak", status=REFUSED)
        self.assertEqual(self.json("secret", "list", "weak")[0]["id"], value)
        self.accept("weak", "--rule", rule, "--value", value)
        self.assertEqual(set(), self.risks("weak", status=REFUSED))
        self.assertEqual([value], [risk["value"] for risk in self.json("client", "risks", "weak")])
        self.assert_says("already", self.accept("weak", "--rule", rule, "--value", value))
        path = self.folder / "everything.json"
        self.output("export", "--format", "gatehouse", "--client", "weak", "--output", path)
        self.database = self.folder / "other.sqlite"
        self.output("init")
        self.output("import", path)
        self.assertEqual(set(), self.risks("weak", status=REFUSED))

    def test_one_that_is_mended_cannot_be_accepted(self):
        before = self.content()
        self.assert_says("does not have", self.accept("web-shop", "--rule", "pkce_off", status=REFUSED))
        self.assertEqual(before, self.content())

    def test_of_a_client_id(self):
        for client_id, rule in (("urn:shop", "client_id_unusual"), ("x" * 150, "client_id_long")):
            with self.subTest(rule=rule):
                self.output("import", self.gatehouse_file({"client_id": client_id, "title": "Shop"}))
                self.assertEqual({(rule, client_id)}, self.risks(client_id, status=REFUSED))
                self.assert_says("is accepted", self.accept(client_id.upper(), "--rule", rule))
                self.assertEqual(set(), self.risks(client_id, status=REFUSED))
                self.assertEqual([client_id], [risk["value"] for risk in self.json("client", "risks", client_id)])
                before = self.content()
                self.assert_says("already", self.accept(client_id, "--rule", rule))
                self.assertEqual(before, self.content())
        self.assert_says("does not have this risk", self.accept("web-shop", "--rule", "client_id_unusual", status=REFUSED))

    def test_of_a_client_id_before_it_is_typed(self):
        self.run_for(REFUSED, "client", "set", "web-shop", "client_id=web:shop")
        self.assert_says("does not have it now",
                         self.accept("web-shop", "--rule", "client_id_unusual", "--value", "web:shop"))
        self.output("client", "set", "web-shop", "client_id=web:shop")
        self.assertEqual(set(), self.risks("web:shop"))

    def test_it_is_in_the_audit_trail(self):
        self.output("client", "set", "web-shop", "require_pkce=false")
        self.accept("web-shop", "--rule", "pkce_off", reason="an old program")
        entry = next(entry for entry in self.json("audit", "list") if entry["name"] == "web-shop")
        self.assertEqual(["accepted_risks"], [change["field"] for change in entry["changes"]])
        self.assertIn("an old program", str(entry["changes"]))

    def test_twice_changes_nothing(self):
        self.output("client", "set", "web-shop", "require_pkce=false")
        self.accept("web-shop", "--rule", "pkce_off")
        before = self.content()
        self.assertIn("already", self.accept("web-shop", "--rule", "pkce_off", reason="another").stderr)
        self.assertEqual(before, self.content())

    def test_before_it_is_typed(self):
        refused = self.run_for(REFUSED, "client", "set", "web-shop", f'login_redirects=["{STAR}"]')
        self.assert_says(STAR, refused)
        ended = self.accept("web-shop", "--rule", "redirect_wildcard", "--value", STAR)
        self.assert_says("does not have it now", ended)
        self.output("client", "set", "web-shop", f'login_redirects=["{STAR}"]')
        self.assertEqual([STAR], self.json("client", "show", "web-shop")["login_redirects"])
        self.assertEqual(set(), self.risks("web-shop"))

    def test_refused(self):
        self.output("client", "set", "web-shop", "require_pkce=false")
        before = self.content()
        self.assert_says("redirect_http", self.accept("web-shop", "--rule", "nonsense", status=WRONG_USAGE))
        self.accept("web-shop", "--rule", "pkce_off", status=WRONG_USAGE, reason=" ")
        self.run_for(WRONG_USAGE, "client", "accept-risk", "web-shop", "--rule", "pkce_off")
        self.assert_says('"nobody"', self.accept("nobody", "--rule", "pkce_off", status=REFUSED))
        self.assert_says("--value", self.accept("web-shop", "--rule", "redirect_http", status=REFUSED))
        self.assert_says("--value", self.accept("web-shop", "--rule", "pkce_off", "--value", "x", status=REFUSED))
        self.assert_says("10000", self.accept("web-shop", "--rule", "pkce_off", status=REFUSED, reason="x" * 10_001))
        self.assertEqual(before, self.content())

    def test_a_missing_value_names_those_that_there_are(self):
        self.output("import", self.gatehouse_file({"client_id": "star", "title": "Star", "login_redirects": [STAR]}))
        self.assert_says(STAR, self.accept("star", "--rule", "redirect_wildcard", status=REFUSED))


class ExpiringSecretsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def add(self, client_id, days):
        day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)
        self.output("secret", "add", client_id, "--description", f"in {days} days", "--expires", day.isoformat())

    def test_expiring(self):
        self.assertEqual([], self.json("secret", "list", "--expiring", "30"))
        self.add("web-shop", 10)
        self.add("price-feed", 40)
        found = self.json("secret", "list", "--expiring", "30", status=REFUSED)
        self.assertEqual(["in 10 days"], [secret["description"] for secret in found])
        self.assertEqual([], self.json("secret", "list", "--expiring", "5"))
        self.assertEqual(2, len(self.json("secret", "list", "--expiring", "50", status=REFUSED)))
        self.assertEqual([], self.json("secret", "list", "price-feed", "--expiring", "30"))
        self.assertEqual(2, len(self.run_for(REFUSED, "secret", "list", "--expiring", "30").stdout.splitlines()))
        self.assertEqual(6, len(self.json("secret", "list")))

    def test_one_that_has_expired_counts(self):
        hashed = {"sha256": "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=", "last_four": "", "description": "old",
                  "created": "2019-01-01T00:00:00Z", "expires": "2020-01-01T00:00:00Z"}
        self.output("import", self.gatehouse_file({"client_id": "old", "title": "Old", "secrets": [hashed]}))
        found = self.json("secret", "list", "--expiring", "0", status=REFUSED)
        self.assertEqual(["old"], [secret["description"] for secret in found])

    def test_wrong_usage(self):
        for days in ("-1", "many", "1.5", ""):
            with self.subTest(days=days):
                self.run_for(WRONG_USAGE, "secret", "list", "--expiring", days)

    def test_one_that_only_the_server_knows(self):
        self.output("licence", "--unlimited")
        weak = {"sha256": "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=", "description": "weak", "weak_length": 6}
        self.output("import", self.gatehouse_file(
            {"client_id": "from-server", "title": "S", "secrets": [{"only_server_knows": True, "description": "masked"}]},
            {"client_id": "weak", "title": "W", "secrets": [weak]}))
        [masked], [weak] = (self.json("secret", "list", name) for name in ("from-server", "weak"))
        keys = ("storage", "only_server_knows", "weak_length", "last_four")
        self.assertEqual(("server", True, 0, ""), tuple(masked[key] for key in keys))
        self.assertEqual(("hashed", False, 6, ""), tuple(weak[key] for key in keys))
        self.assertRegex(self.output("secret", "list", "from-server"), r"(?m)^from-server +server +masked ")
        self.assertEqual([weak], self.json("client", "show", "weak")["secrets"])
        before = self.content()
        self.assert_says("no secret", self.run_for(REFUSED, "secret", "remove", "weak", "", "--yes"))
        self.assertEqual(before, self.content())
        self.assert_says(weak["id"], self.run_for(DONE, "secret", "remove", "weak", weak["id"], "--yes"))


if __name__ == "__main__":
    unittest.main()
