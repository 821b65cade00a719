"""A real Keycloak by the command line: compared, pushed to and taken from."""
import json
import unittest

import keycloak_files
import only_on
from breaking_proxy import BreakingProxy
from gatehouse import PASSWORD
from keycloak import ADMINISTRATOR, running_keycloak
from keycloak_comparison import differences
from keycloak_user import User
from keycloak_verbs import keycloak_verbs
from oauth import Refused, challenge, claims
from server_verbs import OUT_OF_REACH, REFUSED, SERVER

PORTAL = "https://portal.example.com/signin-oidc"
SHOP = "https://shop.example.com/callback"
DESK = "http://127.0.0.1/callback"
CONSENT = {"en": "Web shop can show your earlier orders and their status.",
           "nl": "Web shop kan uw eerdere bestellingen en hun status tonen."}
MANY, BREAKS_AT = 60, 23
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"


def many(number):
    client_id = f"many-{number:03}"
    return {"client_id": client_id, "title": f"Client {client_id}", "enabled": True, "support_openid": True,
            "support_api": False, "grant_type": "authorization_code", "require_pkce": True,
            "client_authentication": "none", "require_consent": False,
            "login_redirects": [f"https://{client_id}.example.com/callback"], "default_resources": ["openid", "profile"]}


class ServerTest(unittest.TestCase):
    @classmethod
    def enter_realm(cls, name, **options):
        cls.realm = cls.enterClassContext(running_keycloak().realm({"realm": name, "enabled": True}))
        cls.gatehouse = cls.enterClassContext(keycloak_verbs(cls.realm, **options))

    def put(self, client_id, **members):
        """As another administrator does, whose console sends all of it."""
        client = self.realm.clients()[client_id]
        attributes = {**client["attributes"], **members.pop("attributes", {})}
        self.realm.admin("PUT", f"/clients/{client['id']}", {**client, **members, "attributes": attributes})

    def assert_changes(self, client_id, expected, change):
        """Of all that the server says, the properties that the change makes others there."""
        before = self.realm.clients()
        change()
        after = self.realm.clients()
        self.assertEqual({client_id: sorted(expected)} if expected else {},
                         {name: found for name in before | after
                          if (found := [one.property for one in differences(before.get(name, {}), after.get(name, {}))])})
        self.assertEqual({name: client.get("secret") for name, client in before.items()},
                         {name: client.get("secret") for name, client in after.items()})


class PushesSamples(ServerTest):
    """Into an empty realm, then changes here and there."""

    @classmethod
    def setUpClass(cls):
        cls.enter_realm("gatehouse-server")
        cls.realm.declare_user_attribute("department")
        cls.tested = cls.gatehouse.run("server", "test", SERVER).stderr
        cls.found_first = cls.gatehouse.compared()
        cls.plan = cls.gatehouse.run("server", "push", SERVER, "--dry-run").stdout
        cls.clients_after_plan = cls.realm.clients()
        cls.pushed = cls.gatehouse.push()
        cls.found = cls.gatehouse.compared()
        cls.secrets = {client_id: client.get("secret") for client_id, client in cls.realm.clients().items()}

    def test_plan_and_push(self):
        self.assertIn(f'realm "{self.realm.name}"', self.tested)
        client_ids = self.gatehouse.client_ids()
        self.assertEqual({client_id: "only_here" for client_id in client_ids}, self.found_first)
        for told in (*client_ids, "client scope \"orders.read\"", "internationalization", "language nl"):
            self.assertIn(told, self.plan)
        self.assertLessEqual(set(self.clients_after_plan), keycloak_files.BUILT_IN)
        self.assertNotIn("did not take", self.pushed.stderr)
        self.assertEqual({client_id: "same" for client_id in client_ids}, self.found)
        for client_id in client_ids:
            self.assertFalse(self.realm.clients()[client_id]["directAccessGrantsEnabled"], client_id)
            self.assertNotIn(self.secrets[client_id], self.pushed.stdout + self.pushed.stderr)

    def test_second_push_sends_nothing(self):
        self.assert_changes(None, [], lambda: self.assertIn("nothing to send", self.gatehouse.push().stderr))

    def test_machine_gets_a_token(self):
        tokens = self.realm.token("price-feed", self.secrets["price-feed"], grant_type="client_credentials",
                                  scope="prices.write")
        self.assertIn("prices.write", tokens["scope"].split())

    def test_users_get_tokens(self):
        user = User(self.realm, "anna", PASSWORD, firstName="Anna", lastName="Bakker", email="anna@example.com",
                    attributes={"department": ["Sales"]})
        tokens = user.tokens("order-desk", self.secrets["order-desk"], DESK, "orders.read orders.write")
        self.assertLessEqual({"orders.read", "orders.write"}, set(tokens["scope"].split()))
        self.assertTrue(self.realm.token("order-desk", self.secrets["order-desk"], grant_type="refresh_token",
                                         refresh_token=tokens["refresh_token"])["access_token"])
        said = claims(user.tokens("staff-portal", self.secrets["staff-portal"], PORTAL, "openid")["id_token"])
        self.assertEqual(("Sales", "anna@example.com"), (said["department"], said["email"]))
        with self.assertRaises(Refused):
            self.realm.token("web-shop", self.secrets["web-shop"], grant_type="password", username="anna", password=PASSWORD)

    def test_consent_page_in_each_language(self):
        for tag, text in CONSENT.items():
            user = User(self.realm, f"reader-{tag}", PASSWORD, firstName="A", lastName="B", email=f"{tag}@example.com")
            user.code("web-shop", SHOP, "openid api", ui_locales=tag, **challenge(VERIFIER))
            self.assertIn(text, user.asked)

    def test_change_there_is_found_and_taken(self):
        was = self.realm.clients()["staff-portal"]
        self.put("staff-portal", name="Theirs", redirectUris=[*was["redirectUris"], "https://theirs.example.com/"],
                 attributes={"tosUri": "https://theirs.example.com/terms", "their.own": "1"})
        found = self.gatehouse.compared("--client", "staff-portal")["staff-portal"]
        # The texts in the realm name the title of before.
        self.assertEqual({"title", "consent_texts", "login_redirects", "tos_uri"}, {name for name in found if "/" not in name})
        self.assertEqual("Theirs", found["title"][1])
        self.assertIn("their.own", " ".join(name for name in found if "/" in name))
        self.assert_changes(None, [], lambda: self.gatehouse.take("--client", "staff-portal"))
        self.assertEqual({}, self.gatehouse.drift())
        self.assertEqual("Theirs", self.gatehouse.json("client", "show", "staff-portal")["title"])

    def test_one_field_here_is_all_that_changes_there(self):
        for setting, expected in (("policy_uri=https://shop.example.com/privacy", "attributes.policyUri"),
                                  ("require_consent=false", "consentRequired"),
                                  ('api_scopes=["api", "orders.read", "prices.write"]', "optionalClientScopes"),
                                  ("access_token_lifetime=600", "attributes.access.token.lifespan"),
                                  ("enabled=false", "enabled")):
            with self.subTest(setting):
                self.gatehouse.run("client", "set", "web-shop", setting)
                self.assertEqual(["web-shop"], list(self.gatehouse.drift()))
                self.assert_changes("web-shop", [expected], self.gatehouse.push)
                self.assertEqual({}, self.gatehouse.drift())

    def test_resources_and_policies_stay(self):
        self.put("price-feed", authorizationServicesEnabled=True)
        place = f"/clients/{self.realm.clients()['price-feed']['id']}/authz/resource-server/resource"
        self.realm.admin("POST", place, {"name": "prices"})
        self.gatehouse.take("--client", "price-feed")
        self.gatehouse.run("client", "set", "price-feed", "description=Ours")
        self.assert_changes("price-feed", ["description"], self.gatehouse.push)
        self.assertIn("prices", [resource["name"] for resource in self.realm.admin("GET", place)])
        self.assertEqual({}, self.gatehouse.drift())

    def test_both_is_a_conflict(self):
        self.put("order-desk", baseUrl="https://there.example.com/")
        self.gatehouse.run("client", "set", "order-desk", "client_uri=https://here.example.com/")
        self.assert_changes(None, [], lambda: self.assertIn("Conflict", self.gatehouse.push(status=REFUSED).stdout))
        self.assert_changes(None, [], lambda: self.gatehouse.push("--on-conflict", "theirs"))
        self.assert_changes("order-desk", ["baseUrl"], lambda: self.gatehouse.push("--on-conflict", "ours"))
        self.assertEqual({}, self.gatehouse.drift())

    def test_only_on_one_server(self):
        self.gatehouse.add_server(only_on.ELSEWHERE, "--kind", "keycloak", "--url", self.realm.server.address, "--realm",
                                  "another", "--user", ADMINISTRATOR, secret=self.realm.server.password)
        before = self.realm.clients()["web-shop"]
        here, elsewhere = only_on.give_both(self.gatehouse, "web-shop", SERVER,
                                             enabled=not before["enabled"])
        self.gatehouse.push("--include-secrets", "--client", "web-shop")
        self.assertEqual({}, self.gatehouse.drift("--client", "web-shop"))
        there = self.realm.clients()["web-shop"]
        self.assertEqual((not before["enabled"], here), (there["enabled"], there["secret"]))
        self.assertEqual({only_on.REDIRECTS["here"]}, set(there["redirectUris"]) - set(before["redirectUris"]))
        self.assertEqual({only_on.ORIGINS["here"]}, set(there["webOrigins"]) - set(before["webOrigins"]))
        self.assertNotIn(only_on.ELSEWHERE, json.dumps(there))
        self.assertNotIn(elsewhere, json.dumps(there))
        only_on.set_parts(self.gatehouse, "web-shop", {})
        self.gatehouse.push("--client", "web-shop")
        self.assertEqual([], [one.property for one in differences(before, self.realm.clients()["web-shop"])])

    def test_secrets_are_pushed_when_asked_for(self):
        new = self.gatehouse.run("secret", "add", "price-feed", "--encrypted").stdout.strip()
        old = self.realm.clients()["price-feed"]["secret"]
        self.assertIn("secrets differ", self.gatehouse.push().stdout)
        self.assertEqual(old, self.realm.clients()["price-feed"]["secret"])
        done = self.gatehouse.push("--include-secrets")
        self.assertEqual(new, self.realm.clients()["price-feed"]["secret"])
        self.assertNotIn(new, done.stdout + done.stderr)
        self.assertTrue(self.realm.token("price-feed", new, grant_type="client_credentials")["access_token"])
        self.assertEqual({}, self.gatehouse.drift())
        self.assertIn("nothing to send", self.gatehouse.push("--include-secrets").stderr)

    def test_missing_role_has_its_name(self):
        self.realm.add_user("nobody", PASSWORD, firstName="A", lastName="B", email="nobody@example.com")
        self.gatehouse.add_server("no-role", "--kind", "keycloak", "--url", self.realm.server.address, "--realm",
                                  self.realm.name, "--user", f"nobody@{self.realm.name}", secret=PASSWORD)
        for verb in ("test", "compare", "take", "push"):
            done = self.gatehouse.run("server", verb, "no-role", status=OUT_OF_REACH)
            self.assertIn('"view-clients"', done.stderr)
            self.assertNotIn(PASSWORD, done.stdout + done.stderr)


class BreaksOff(ServerTest):
    """The server is gone in the middle of a push, and what it was last asked is done there."""

    @classmethod
    def setUpClass(cls):
        cls.realm = cls.enterClassContext(running_keycloak().realm({"realm": "gatehouse-break", "enabled": True}))
        cls.proxy = cls.enterClassContext(BreakingProxy(cls.realm.server.address))
        cls.gatehouse = cls.enterClassContext(keycloak_verbs(cls.realm, address=cls.proxy.address, samples=False))
        file = cls.gatehouse.folder / "many.json"
        file.write_text(json.dumps({"format": "gatehouse", "version": 1, "clients": [many(number) for number in range(MANY)]}))
        cls.gatehouse.run("import", file)

    def own_clients(self):
        return {client_id: client for client_id, client in self.realm.clients().items()
                if client_id not in keycloak_files.BUILT_IN}

    def test_second_push_goes_on(self):
        self.proxy.break_at("POST", "/clients", BREAKS_AT)
        broken = self.gatehouse.push(status=OUT_OF_REACH)
        self.assertIn("Push again", broken.stderr)
        self.assertEqual(BREAKS_AT, len(self.own_clients()))
        self.proxy.mend()
        done = self.gatehouse.push()
        self.assertIn(f"{MANY - BREAKS_AT} of", done.stderr)
        self.assertEqual(MANY, len(self.own_clients()))
        self.assertEqual({}, self.gatehouse.drift())
        for client_id, client in self.own_clients().items():
            self.assertEqual((f"Client {client_id}", False), (client["name"], client["directAccessGrantsEnabled"]))
        self.assertIn("nothing to send", self.gatehouse.push().stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
