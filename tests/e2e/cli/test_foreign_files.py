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

    def imported(self, path, *options):
        ended = self.start("import", path, *options, "--json")
        self.assertIn(ended.returncode, (DONE, REFUSED), ended.stderr)
        return json.loads(ended.stdout)


if __name__ == "__main__":
    unittest.main()
