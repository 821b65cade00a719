"""Many commands at once on one client application: what each was told to change is changed, and nothing else is lost."""
import concurrent.futures
import json
import unittest

from command_line import DONE, CommandLineTest

CLIENT = "web-shop"
SETTINGS = {
    "title": "Together",
    "description": "By ten at once",
    "client_uri": "https://home.example.com/",
    "policy_uri": "https://policy.example.com/",
    "tos_uri": "https://terms.example.com/",
    "logo_uri": "https://logo.example.com/logo.png",
    "access_token_lifetime": 61,
    "id_token_lifetime": 62,
    "contacts": ["ten@example.com"],
    "allowed_cors_origins": ["https://ten.example.com"],
}


def assignment(key, value):
    return f"{key}={value if isinstance(value, str) else json.dumps(value)}"


class TwoAtOnce(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def at_once(self, commands):
        with concurrent.futures.ThreadPoolExecutor(len(commands)) as pool:
            ended = list(pool.map(lambda command: self.start(*command), commands))
        self.assertEqual([(DONE, "")] * len(ended),
                         [(one.returncode, "" if one.returncode == DONE else one.stderr) for one in ended])

    def test_ten_set_different_fields(self):
        self.at_once([("client", "set", CLIENT, assignment(key, value)) for key, value in SETTINGS.items()])
        stored = self.json("client", "show", CLIENT)
        self.assertEqual(SETTINGS, {key: stored[key] for key in SETTINGS})
        changes = [entry for entry in self.json("audit", "list", "--client", CLIENT) if entry["action"] == "change"]
        self.assertEqual(len(SETTINGS), len(changes))

    def test_ten_set_the_same_field(self):
        """The last one wins, and each is in the audit trail."""
        titles = [f"Title {number}" for number in range(10)]
        self.at_once([("client", "set", CLIENT, f"title={title}") for title in titles])
        self.assertIn(self.json("client", "show", CLIENT)["title"], titles)

    def test_ten_import_the_same_new_client_applications(self):
        """Each from a file of its own, so that whoever comes later finds what the ones before it added."""
        self.output("licence", "--unlimited")
        files = []
        for number in range(10):
            clients = [{"client_id": f"new-{one}", "title": f"From {number}"} for one in range(3)]
            files.append(self.import_file({"format": "gatehouse", "version": 1, "clients": clients}, f"{number}.json"))
        self.at_once([("import", file, "--on-conflict", "overwrite") for file in files])
        titles = {self.json("client", "show", f"new-{one}")["title"] for one in range(3)}
        self.assertEqual(1, len(titles), titles)

    def test_secrets_are_added_and_removed_while_others_set_fields(self):
        kept = {secret["id"] for secret in self.json("secret", "list", CLIENT)}
        for _ in range(2):
            self.output("secret", "add", CLIENT, "--description", "old")
        old = {secret["id"] for secret in self.json("secret", "list", CLIENT)} - kept
        self.at_once([("secret", "remove", CLIENT, key, "--yes") for key in old]
                     + [("secret", "add", CLIENT, "--description", f"new {number}") for number in range(4)]
                     + [("client", "set", CLIENT, assignment(key, SETTINGS[key])) for key in list(SETTINGS)[:4]])
        now = self.json("secret", "list", CLIENT)
        self.assertEqual({f"new {number}" for number in range(4)},
                         {secret["description"] for secret in now if secret["id"] not in kept})
        self.assertLessEqual(kept, {secret["id"] for secret in now})
        stored = self.json("client", "show", CLIENT)
        self.assertEqual({key: SETTINGS[key] for key in list(SETTINGS)[:4]}, {key: stored[key] for key in list(SETTINGS)[:4]})


if __name__ == "__main__":
    unittest.main()
