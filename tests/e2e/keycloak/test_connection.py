"""Gatehouse's connection to a real Keycloak: roles by name, what client applications need, and nothing else changed."""
import copy
import json
import tempfile
import unittest
from pathlib import Path

from gatehouse import command_line
from keycloak import ADMINISTRATOR, running_keycloak
from keycloak_comparison import differences
from keycloak_connection import Connection, Failed
from keycloak_user import User
from oauth import challenge, claims

PASSWORD = "Zomer!2026-lang?"
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"
SHOP, PORTAL, DESK = ("https://shop.example.com/callback", "https://portal.example.com/signin-oidc", "http://127.0.0.1/callback")
MASK = "**********"
LANGUAGES = {"en": "Web shop isn't allowed to see more than {client} needs.", "nl": "Webwinkel mag foto's zien."}


def connection(realm, user=ADMINISTRATOR, secret=None):
    return Connection(url=realm.server.address, realm=realm.name, user=user, secret=secret or realm.server.password)


class Roles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.realm = cls.enterClassContext(running_keycloak().realm({"realm": "gatehouse-roles", "enabled": True}))

    def said(self, *roles):
        name = "-".join(("user", *roles))
        self.realm.add_user(name, PASSWORD, firstName="A", lastName="B", email=f"{name}@example.com")
        self.realm.give_roles(name, "realm-management", roles)
        with connection(self.realm, f"{name}@{self.realm.name}", PASSWORD) as server:
            try:
                return server.test()
            except Failed as failed:
                return str(failed)

    def test_missing_role_has_its_name(self):
        for roles, missing in (((), ["view-clients"]), (("query-clients",), ["view-clients"]),
                               (("view-clients",), ["manage-clients", "manage-realm"]), (("manage-clients",), ["manage-realm"]),
                               (("manage-clients", "manage-realm"), [])):
            with self.subTest(roles):
                said = self.said(*roles)
                self.assertEqual(missing, [name for name in ("view-clients", "manage-clients", "manage-realm")
                                           if f'"{name}"' in said], said)

    def test_who_is_not_let_in(self):
        for user, secret, realm, words in ((ADMINISTRATOR, "wrong-one", "gatehouse-roles", "Invalid user credentials"),
                                           (ADMINISTRATOR, None, "nowhere", "no realm"),
                                           (f"{ADMINISTRATOR}@gatehouse-roles", None, "gatehouse-roles", "gatehouse-roles")):
            with self.subTest(words):
                server = running_keycloak()
                password = secret or server.password
                with Connection(url=server.address, realm=realm, user=user, secret=password) as other:
                    with self.assertRaises(Failed) as failed:
                        other.test()
                self.assertIn(words, str(failed.exception))
                self.assertNotIn(password, str(failed.exception))

    def test_client_of_the_realm_signs_in(self):
        self.realm.admin("POST", "/clients", {"clientId": "pusher", "secret": "pusher-secret", "serviceAccountsEnabled": True})
        self.realm.give_roles("service-account-pusher", "realm-management", ["manage-clients", "manage-realm"])
        with Connection(url=self.realm.server.address, realm=self.realm.name, client="pusher", secret="pusher-secret") as server:
            self.assertIn("26.", server.test())
            self.assertIn("pusher", server.clients())
            self.assertEqual(["service-account-pusher"], [user["username"] for user in server.read()["users"]])


class Push(unittest.TestCase):
    """The sample client applications, with consent texts in two languages, in a realm that is empty and speaks none."""

    @classmethod
    def setUpClass(cls):
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        database = folder / "gatehouse.sqlite"
        command_line(database, "init", "--sample-data")
        exported = json.loads(command_line(database, "export", "--format", "gatehouse"))
        for client in exported["clients"]:
            if client["client_id"] == "web-shop":
                client["consent_texts"] = {tag: {"api": text} for tag, text in LANGUAGES.items()}
        cls.file = folder / "clients.json"
        cls.file.write_text(json.dumps(exported))
        cls.client_ids = sorted(client["client_id"] for client in exported["clients"])
        cls.realm = cls.enterClassContext(running_keycloak().realm({"realm": "gatehouse-push", "enabled": True}))
        cls.realm.admin("POST", "/localization/nl", {"theirs": "van hen"})
        cls.realm.declare_user_attribute("department")
        cls.server = cls.enterClassContext(connection(cls.realm))
        cls.steps = cls.server.ask("prepare", file=str(cls.file))
        cls.secrets = cls.server.ask("push", file=str(cls.file))

    # --- what they need is made first ---
    def test_steps_are_told_and_not_needed_twice(self):
        self.assertIn("client scope orders.read", self.steps)
        self.assertIn(f"realm {self.realm.name}", self.steps)
        self.assertIn("localization nl", self.steps)
        self.assertEqual([], self.server.ask("prepare", file=str(self.file), make=False))

    def test_texts_of_others_stay(self):
        self.assertEqual("van hen", self.realm.admin("GET", "/localization/nl")["theirs"])

    def test_nothing_differs_afterwards(self):
        self.assertEqual({client_id: [] for client_id in self.client_ids},
                         self.server.ask("compare", file=str(self.file)))

    # --- they run ---
    def test_machine_gets_a_token(self):
        tokens = self.realm.token("price-feed", self.secrets["price-feed"], grant_type="client_credentials",
                                  scope="prices.write")
        self.assertIn("prices.write", tokens["scope"].split())

    def test_users_get_tokens_with_their_scopes(self):
        user = self.user("anna", attributes={"department": ["Sales"]})
        tokens = user.tokens("order-desk", self.secrets["order-desk"], DESK, "orders.read orders.write")
        self.assertLessEqual({"orders.read", "orders.write"}, set(tokens["scope"].split()))
        said = claims(user.tokens("staff-portal", self.secrets["staff-portal"], PORTAL, "openid")["id_token"])
        self.assertEqual(("Sales", "anna@example.com"), (said["department"], said["email"]))

    def test_consent_page_speaks_each_language(self):
        for tag, text in {**LANGUAGES, "fr": LANGUAGES["en"]}.items():
            with self.subTest(tag):
                user = self.user(f"reader-{tag}")
                user.code("web-shop", SHOP, "openid api", ui_locales=tag, **challenge(VERIFIER))
                self.assertIn(text.replace("{client}", "Web shop"), user.asked)

    def user(self, name, **more):
        return User(self.realm, name, PASSWORD, firstName="A", lastName="Bakker", email=f"{name}@example.com", **more)

    # --- one field, and nothing else ---
    def test_one_changed_field_changes_itself_alone(self):
        for name, change in (("redirectUris", lambda client: client["redirectUris"].append("https://new.example.com/")),
                             ("attributes.tosUri", lambda client: client["attributes"].update(tosUri="https://tos.example.com/")),
                             ("optionalClientScopes", lambda client: client["optionalClientScopes"].append("phone")),
                             ("defaultClientScopes", lambda client: client["defaultClientScopes"].remove("email")),
                             ("enabled", lambda client: client.update(enabled=False))):
            with self.subTest(name):
                before = self.server.clients("staff-portal")["staff-portal"]
                after = copy.deepcopy(before)
                change(after)
                full = self.realm.clients()["staff-portal"]
                self.server.write(before, after)
                now = self.realm.clients()["staff-portal"]
                self.assertEqual([name], [difference.property for difference in differences(full, now)])
                self.assertEqual(full["secret"], now["secret"])
                self.server.write(self.server.clients("staff-portal")["staff-portal"], before)
                self.assertEqual([], differences(full, self.realm.clients()["staff-portal"]))

    def test_what_was_changed_there_is_not_overwritten(self):
        before = self.server.clients("order-desk")["order-desk"]
        self.realm.admin("PUT", f"/clients/{before['id']}", {"clientId": "order-desk", "description": "theirs"})
        with self.assertRaises(Failed) as failed:
            self.server.write(before, {**before, "name": "ours"})
        self.assertIn("description", str(failed.exception))
        now = self.realm.clients()["order-desk"]
        self.assertEqual("theirs", now["description"])
        self.assertEqual(before["name"], now["name"])
        self.realm.admin("PUT", f"/clients/{before['id']}", {"clientId": "order-desk", "description": ""})

    def test_mask_is_never_written(self):
        before = self.server.clients("price-feed")["price-feed"]
        self.server.write(before, {**before, "secret": MASK, "name": "Feed"}, has_secret=True)
        now = self.realm.clients()["price-feed"]
        self.assertEqual((before["secret"], "Feed"), (now["secret"], now["name"]))
        self.server.write(self.server.clients("price-feed")["price-feed"], before)

    def test_new_secret_is_written_where_it_is_given(self):
        before = self.server.clients("price-feed")["price-feed"]
        without = {name: value for name, value in before.items() if name != "secret"}
        now = self.server.write(without, {**before, "secret": "a-new-secret-of-ours"}, has_secret=True)["now"]
        self.assertNotIn("secret", now)
        self.assertEqual("a-new-secret-of-ours", self.realm.clients()["price-feed"]["secret"])
        self.server.write({**before, "secret": "a-new-secret-of-ours"}, before, has_secret=True)
        self.assertEqual(before["secret"], self.realm.clients()["price-feed"]["secret"])

    def test_one_that_came_meanwhile_is_a_conflict(self):
        self.realm.admin("POST", "/clients", {"clientId": "late", "name": "theirs"})
        with self.assertRaises(Failed):
            self.server.write(None, {"clientId": "late", "name": "ours", "protocol": "openid-connect"})
        self.assertEqual("theirs", self.realm.clients()["late"]["name"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
