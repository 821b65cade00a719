"""Keycloak's files on a real Keycloak: as they are, and by way of Gatehouse; taken, compared, and one field of each pushed
back."""
import json
import unittest
from pathlib import Path

import keycloak_files
from keycloak import running_keycloak
from keycloak_comparison import differences, ordered
from keycloak_round_trip import compare_file, has_grant_of_ours, summary
from keycloak_verbs import keycloak_verbs
from server_verbs import DONE, REFUSED

DATA = Path(__file__).parents[2] / "data"
# What Keycloak forgets with any change of a client application, by how it is told before.
FORGOTTEN = {"Keycloak forgets": ["client.secret.expiration.time"],
             "The secret before": ["client.secret.rotated", "client.secret.rotated.creation.time",
                                   "client.secret.rotated.expiration.time"]}
# Which Gatehouse refuses by name, as their README has it.
REFUSED_HERE = {"17-keycloak-utf16.json", "70-keycloak-duplicate-key.json"}
# What Keycloak takes from a file in them, it refuses as soon as anything is changed there.
NEVER_WRITTEN_AGAIN = {"09-keycloak-scheme-underscore.json", "13-keycloak-postlogout.json"}


class RealmFiles(unittest.TestCase):
    def test_by_way_of_gatehouse(self):
        """As files, and as a server that has what is in them."""
        paths = sorted(path for pattern in ("keycloak/*.json", "*.keycloak*.json", "cases/*-keycloak-*.json")
                       for path in DATA.glob(pattern) if path.name not in REFUSED_HERE)
        realms = []
        for path in paths:
            with self.subTest(path.name):
                visit = None if path.name in NEVER_WRITTEN_AGAIN else self.assert_taken_and_pushed
                realms += compare_file(running_keycloak(), path, visit=visit)
        for realm in realms:
            with self.subTest(realm.name):
                if realm.refused:
                    self.skipTest(f"Keycloak refuses it: {realm.refused}")
                if realm.faults():
                    self.fail("\n".join(["not as it was:", *realm.faults()]))
        print(f"{len(paths)} files:", summary(realms), flush=True)
        self.assertTrue(any(realm.clients for realm in realms))

    def assert_taken_and_pushed(self, realm):
        with keycloak_verbs(realm, samples=False) as gatehouse:
            self.in_realm(realm, gatehouse)

    def in_realm(self, realm, gatehouse):
        before = realm.clients()
        not_ours = {client_id: "only_there" for client_id, client in before.items()
                    if not keycloak_files.is_built_in(client) and not keycloak_files.is_of_another_kind(client)
                    and not has_grant_of_ours(client)}
        gatehouse.take(status=REFUSED if not_ours else DONE)
        self.assertEqual(ordered(before), ordered(realm.clients()))
        self.assertEqual(not_ours, gatehouse.drift())

        taken = gatehouse.client_ids()
        self.describe(gatehouse, taken)
        said = gatehouse.push(*(option for client_id in taken for option in ("--client", client_id))).stdout
        after = realm.clients()
        for text, names in FORGOTTEN.items():
            self.assertEqual(sum(names[-1] in before[client_id]["attributes"] for client_id in taken), said.count(text), said)
        forgotten = [name for names in FORGOTTEN.values() for name in names]
        self.assertEqual({client_id: [*(f"attributes.{name}" for name in forgotten if name in before[client_id]["attributes"]),
                                      "description"] for client_id in taken},
                         {client_id: found for client_id in before
                          if (found := [one.property for one in differences(before[client_id], after[client_id])])})
        self.assertEqual({client_id: client.get("secret") for client_id, client in before.items()},
                         {client_id: client.get("secret") for client_id, client in after.items()})
        self.assertEqual(not_ours, gatehouse.drift())

    @staticmethod
    def describe(gatehouse, client_ids):
        """All of them at once."""
        file = gatehouse.folder / "described.json"
        file.write_text(json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": client_id, "description": "Changed here"} for client_id in client_ids]}))
        gatehouse.run("import", file, "--on-conflict", "overwrite")


if __name__ == "__main__":
    unittest.main(verbosity=2)
