"""Gatehouse's connection to a real Keycloak: roles by name, what client applications need, and nothing else changed."""
import copy
import json
import tempfile
import unittest
from pathlib import Path

from connection import Connection, NotDone
from gatehouse import command_line
from keycloak import ADMINISTRATOR, running_keycloak
from keycloak_comparison import differences
from keycloak_user import User
from oauth import challenge

PASSWORD = "Zomer!2026-lang?"
VERIFIER = "a-code-verifier-of-at-least-43-characters-0123"
SHOP = "https://shop.example.com/callback"
MASK = "**********"
LANGUAGES = {"en": "Web shop isn't allowed to see more than {client} needs.", "nl": "Webwinkel mag foto's zien."}


def connection(realm, user=ADMINISTRATOR, secret=None, sign_in="password", name=None):
    return Connection(kind="keycloak", url=realm.server.address, realm=name or realm.name, sign_in=sign_in, account=user,
                      secret=secret or realm.server.password)


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
            except NotDone as failed:
                return str(failed)

    def test_missing_role_has_its_name(self):
        for roles, missing in (((), ["view-clients"]), (("query-clients",), ["view-clients"]),
                               (("view-clients",), ["manage-clients", "manage-realm", "manage-users"]),
                               (("manage-clients",), ["manage-realm", "manage-users"]),
                               (("manage-clients", "manage-users"), ["manage-realm"]),
                               (("manage-clients", "manage-realm"), ["manage-users"]),
                               (("manage-clients", "manage-realm", "manage-users"), [])):
            with self.subTest(roles):
                said = self.said(*roles)
                self.assertEqual(missing, [name for name in ("view-clients", "manage-clients", "manage-realm", "manage-users")
                                           if f'"{name}"' in said], said)

    def test_who_is_not_let_in(self):
        for user, secret, realm, words in ((ADMINISTRATOR, "wrong-one", "gatehouse-roles", "Invalid user credentials"),
                                           (ADMINISTRATOR, None, "nowhere", "no realm"),
                                           (f"{ADMINISTRATOR}@gatehouse-roles", None, "gatehouse-roles", "gatehouse-roles")):
            with self.subTest(words):
                password = secret or self.realm.server.password
                with connection(self.realm, user, password, name=realm) as other:
                    with self.assertRaises(NotDone) as failed:
                        other.test()
                self.assertIn(words, str(failed.exception))
                self.assertNotIn(password, str(failed.exception))

    def test_client_of_the_realm_signs_in(self):
        self.realm.admin("POST", "/clients", {"clientId": "pusher", "secret": "pusher-secret", "serviceAccountsEnabled": True})
        self.realm.give_roles("service-account-pusher", "realm-management", ["manage-clients", "manage-realm"])
        with connection(self.realm, "pusher", "pusher-secret", sign_in="client") as server:
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
        cls.described = {"document": exported, "format": "gatehouse"}
        cls.client_ids = sorted(client["client_id"] for client in exported["clients"])
        cls.realm = cls.enterClassContext(running_keycloak().realm({"realm": "gatehouse-push", "enabled": True}))
        cls.realm.admin("POST", "/localization/nl", {"theirs": "van hen"})
        cls.realm.declare_user_attribute("department")
        cls.server = cls.enterClassContext(connection(cls.realm))
        cls.steps = cls.server.prepare(**cls.described)
        cls.pushed = cls.server.push(**cls.described)

    # --- what they need is made first ---
    def test_steps_are_told_and_not_needed_twice(self):
        self.assertIn("client scope orders.read", self.steps)
        self.assertIn(f"realm {self.realm.name}", self.steps)
        self.assertIn("localization nl", self.steps)
        self.assertEqual([], self.server.prepare(make=False, **self.described))

    def test_texts_of_others_stay(self):
        self.assertEqual("van hen", self.realm.admin("GET", "/localization/nl")["theirs"])

    def test_nothing_differs_afterwards(self):
        self.assertEqual({client_id: [] for client_id in self.client_ids},
                         self.server.compare(**self.described))

    def test_new_secrets_are_told(self):
        there = self.realm.clients()
        for client_id in self.client_ids:
            self.assertEqual(there[client_id]["secret"], self.pushed[client_id]["new_secret"])

    # --- what end users read ---
    def test_consent_page_speaks_each_language(self):
        for tag, text in {**LANGUAGES, "fr": LANGUAGES["en"]}.items():
            with self.subTest(tag):
                user = self.user(f"reader-{tag}")
                user.code("web-shop", SHOP, "openid api", ui_locales=tag, **challenge(VERIFIER))
                self.assertIn(text.replace("{client}", "Web shop"), user.asked)

    def write(self, before, after, **more):
        return self.server.write(after["clientId"], after, before, **more)

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
                self.write(before, after)
                now = self.realm.clients()["staff-portal"]
                self.assertEqual([name], [difference.property for difference in differences(full, now)])
                self.assertEqual(full["secret"], now["secret"])
                self.write(self.server.clients("staff-portal")["staff-portal"], before)
                self.assertEqual([], differences(full, self.realm.clients()["staff-portal"]))

    def test_what_was_changed_there_is_not_overwritten(self):
        before = self.server.clients("order-desk")["order-desk"]
        self.realm.admin("PUT", f"/clients/{before['id']}", {"clientId": "order-desk", "description": "theirs"})
        with self.assertRaises(NotDone) as failed:
            self.write(before, {**before, "name": "ours"})
        self.assertIn("description", str(failed.exception))
        now = self.realm.clients()["order-desk"]
        self.assertEqual("theirs", now["description"])
        self.assertEqual(before["name"], now["name"])
        self.realm.admin("PUT", f"/clients/{before['id']}", {"clientId": "order-desk", "description": ""})

    def test_mask_is_never_written(self):
        before = self.server.clients("price-feed")["price-feed"]
        self.write(before, {**before, "secret": MASK, "name": "Feed"}, has_secret=True)
        now = self.realm.clients()["price-feed"]
        self.assertEqual((before["secret"], "Feed"), (now["secret"], now["name"]))
        self.write(self.server.clients("price-feed")["price-feed"], before)

    def test_new_secret_is_written_where_it_is_given(self):
        before = self.server.clients("price-feed")["price-feed"]
        without = {name: value for name, value in before.items() if name != "secret"}
        now = self.write(without, {**before, "secret": "a-new-secret-of-ours"}, has_secret=True)["now"]
        self.assertNotIn("secret", now)
        self.assertEqual("a-new-secret-of-ours", self.realm.clients()["price-feed"]["secret"])
        self.write({**before, "secret": "a-new-secret-of-ours"}, before, has_secret=True)
        self.assertEqual(before["secret"], self.realm.clients()["price-feed"]["secret"])

    def test_one_that_came_meanwhile_is_a_conflict(self):
        self.realm.admin("POST", "/clients", {"clientId": "late", "name": "theirs"})
        with self.assertRaises(NotDone):
            self.write(None, {"clientId": "late", "name": "ours", "protocol": "openid-connect"})
        self.assertEqual("theirs", self.realm.clients()["late"]["name"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
