"""Compares with a file in a server's format, takes from it and pushes to it."""

import json
import os
import pty
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest

SHOP = "web-shop"


def read_until(terminal, words):
    shown = ""
    while words not in " ".join(shown.split()):
        shown += os.read(terminal, 4096).decode()
    return shown


class ServerPlansTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.file = self.folder / "realm.json"
        self.write({"realm": "staff", "clients": [], "users": []})
        self.output("server", "add", "Repository", "--kind", "file", "--url", self.file, "--format", "keycloak")

    def write(self, document):
        self.file.write_text(json.dumps(document, indent=2), encoding="utf-8")

    def document(self):
        return json.loads(self.file.read_text(encoding="utf-8"))

    def client_there(self, client_id=SHOP):
        return next(client for client in self.document()["clients"] if client["clientId"] == client_id)

    def change_there(self, **members):
        document = self.document()
        for client in document["clients"]:
            if client["clientId"] == SHOP:
                client.update(members)
        self.write(document)

    def compare(self, status=REFUSED, *options):
        """States and fields that differ, by client ID."""
        comparison = self.json("server", "compare", "repository", *options, status=status)
        self.assertEqual({"server", "compared_at", "clients"}, set(comparison))
        self.assertEqual("Repository", comparison["server"])
        return {client["client_id"]: (client["state"], [difference["field"] for difference in client["differences"]])
                for client in comparison["clients"]}

    def push(self, *options, status=DONE):
        return self.run_for(status, "server", "push", "Repository", "--yes", *options)

    def test_one_of_several_realms(self):
        other = {"realm": "test", "clients": [{"clientId": SHOP, "name": "Another shop", "enabled": True}]}
        self.write([other, {"realm": "staff", "clients": [], "users": []}])
        self.run_for(DONE, "server", "remove", "Repository", "--yes")
        self.output("server", "add", "Repository", "--kind", "file", "--url", self.file, "--format", "keycloak",
                    "--realm", "staff")
        self.assertEqual({"only_here"}, {state for state, _ in self.compare().values()})
        self.push()
        self.assertEqual({"same"}, {state for state, _ in self.compare(DONE).values()})
        self.assertEqual(other, self.document()[0])
        self.assertIn(SHOP, [client["clientId"] for client in self.document()[1]["clients"]])
        self.write([other])
        self.assert_says('no realm "staff". Those that it has: test',
                         self.run_for(OUT_OF_REACH, "server", "compare", "Repository"))

    def test_a_file_that_cannot_be_read_has_not_drifted(self):
        for text in ("", "{", '{"hello": "world"}'):
            with self.subTest(text=text):
                self.file.write_text(text)
                self.assertTrue(self.run_for(OUT_OF_REACH, "server", "compare", "Repository").stderr)

    def test_push_then_the_same(self):
        states = self.compare()
        self.assertEqual({"only_here"}, {state for state, _ in states.values()})
        before = self.file.read_bytes()
        plan = self.output("server", "push", "Repository", "--dry-run")
        for client_id in states:
            self.assertIn(client_id, plan)
        refused = self.run_for(WRONG_USAGE, "server", "push", "Repository")
        self.assert_says("--yes", refused)
        self.assertEqual(before, self.file.read_bytes())
        self.push()
        self.assertEqual({("same", ())}, {(state, tuple(fields)) for state, fields in self.compare(DONE).values()})
        written = self.file.read_bytes()
        self.assert_says("nothing to send", self.push())
        self.assertEqual(written, self.file.read_bytes())
        actions = [entry["action"] for entry in self.json("audit", "list")]
        self.assertEqual(len(states), actions.count("push"))

    def test_taken_is_asked_again_when_somebody_was_faster(self):
        self.push()
        self.change_there(name="Shop of the server")
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(self.command("server", "take", "Repository", "--client", SHOP), stdin=terminal,
                                       stdout=terminal, stderr=terminal, env=self.environment())
            self.assertNotIn("Of a colleague", read_until(person, "Take this from Repository? [y/N]"))
            self.output("client", "set", SHOP, "description=Of a colleague")
            os.write(person, b"y\n")
            self.assertIn("Of a colleague", read_until(person, "Take this from Repository? [y/N]"))
            os.write(person, b"y\n")
            self.assertEqual(DONE, started.wait(timeout=60))
        finally:
            os.close(person)
            os.close(terminal)
        shop = self.json("client", "show", SHOP)
        self.assertEqual(("Shop of the server", ""), (shop["title"], shop["description"]))

    def test_one_field_there_is_found_and_taken(self):
        self.push()
        self.change_there(name="Changed there")
        comparison = self.json("server", "compare", "Repository", "--client", SHOP, status=REFUSED)
        (client,) = comparison["clients"]
        self.assertEqual("differs", client["state"])
        (difference,) = [one for one in client["differences"] if one["field"] == "title"]
        self.assertEqual("Changed there", difference["there"])
        self.assertNotIn("Changed there", self.output("client", "show", SHOP))
        self.assertIn("Changed there", self.output("server", "take", "Repository", "--dry-run"))
        self.assertNotIn("Changed there", self.output("client", "show", SHOP))
        self.output("server", "take", "Repository", "--client", SHOP, "--yes")
        self.assertIn("Changed there", self.output("client", "show", SHOP))
        self.compare(DONE)

    def test_one_field_here_is_all_that_changes_there(self):
        self.push()
        before = self.file.read_text(encoding="utf-8").splitlines()
        redirects = self.json("client", "show", SHOP)["login_redirects"] + ["https://added.example.com/cb"]
        self.output("client", "set", SHOP, f"login_redirects={json.dumps(redirects)}")
        self.push()
        after = self.file.read_text(encoding="utf-8").splitlines()
        added = [line for line in after if line not in before]
        self.assertEqual(["https://added.example.com/cb"], [line.strip().strip('",') for line in added if "added" in line])
        self.assertEqual(len(before) + 1, len(after))
        self.compare(DONE)

    def test_both_is_a_conflict(self):
        self.push()
        self.change_there(baseUrl="https://there.example.com/")
        self.output("client", "set", SHOP, "client_uri=https://here.example.com/")
        before = self.file.read_bytes()
        self.assertIn("Conflict", self.push(status=REFUSED).stdout)
        self.assertEqual(before, self.file.read_bytes())
        self.push("--on-conflict", "theirs")
        self.assertEqual("https://there.example.com/", self.client_there()["baseUrl"])
        self.push("--on-conflict", "ours")
        self.assertEqual("https://here.example.com/", self.client_there()["baseUrl"])
        self.compare(DONE)

    def test_ours_leaves_what_was_changed_there_alone(self):
        self.push()
        attributes = {**self.client_there()["attributes"], "of.somebody.else": "1"}
        self.change_there(baseUrl="https://there.example.com/", attributes=attributes, enabled=False)
        self.output("client", "set", SHOP, "client_uri=https://here.example.com/")
        self.push("--on-conflict", "ours")
        shop = self.client_there()
        self.assertEqual(("https://here.example.com/", False), (shop["baseUrl"], shop["enabled"]))
        self.assertEqual("1", shop["attributes"]["of.somebody.else"])

    def test_what_is_gone_there_is_not_added_by_itself(self):
        self.push()
        whole = self.document()
        self.write({**whole, "clients": [client for client in whole["clients"] if client["clientId"] != SHOP]})
        without = self.file.read_bytes()
        self.assertIn("Conflict", self.run_for(REFUSED, "server", "push", "Repository", "--dry-run").stdout)
        self.assertIn("is not there any more", self.push(status=REFUSED).stdout)
        self.push("--on-conflict", "theirs")
        self.assertEqual(without, self.file.read_bytes())
        self.assertEqual(("only_here", []), self.json_state(SHOP))
        self.push("--on-conflict", "ours")
        self.assertEqual(SHOP, self.client_there()["clientId"])
        self.compare(DONE)

    def json_state(self, client_id):
        (client,) = self.json("server", "compare", "Repository", "--client", client_id, status=REFUSED)["clients"]
        return client["state"], client["differences"]

    def test_what_is_not_there_is_named(self):
        # A comparison ends with 1 where something drifted, and only then.
        for verb, status in (("compare", OUT_OF_REACH), ("take", REFUSED), ("push", REFUSED)):
            self.assert_says("nobody", self.run_for(status, "server", verb, "Repository", "--client", "nobody"))
            self.assert_says("Elsewhere", self.run_for(status, "server", verb, "Elsewhere"))
        self.file.unlink()
        for verb in ("compare", "take", "push"):
            self.run_for(OUT_OF_REACH, "server", verb, "Repository")


if __name__ == "__main__":
    unittest.main()
