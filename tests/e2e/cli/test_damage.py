import sqlite3
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest

EVERYTHING = "export", "--format", "gatehouse"
SHOP = "application_id = (SELECT id FROM client_application WHERE client_id = 'web-shop')"

# What is damaged, in which table the message must say that it is, and what then cannot be done any more.
DAMAGES = (
    ("UPDATE client_application SET grant_type = 'implicit' WHERE client_id = 'web-shop'", "client_application",
     (EVERYTHING, ["client", "show", "web-shop"], ["client", "list"], ["secret", "add", "web-shop", "--generate"])),
    ("UPDATE client_application SET require_pkce = 7 WHERE client_id = 'web-shop'", "client_application",
     (EVERYTHING, ["client", "show", "web-shop"])),
    ("UPDATE client_application SET title = printf('%.*c', 10485760, 'a') WHERE client_id = 'web-shop'",
     "client_application", (EVERYTHING, ["client", "show", "web-shop"], ["client", "check"])),
    ("UPDATE client_application SET identity_id = 'nobody' WHERE client_id = 'price-feed'", "client_application",
     (EVERYTHING, ["client", "show", "price-feed"])),
    ("UPDATE iam_user SET id = '01a20a30-ff6d-7000-a796-000000000000' WHERE user_id = 'svc-price-feed'", "iam_user",
     (EVERYTHING, ["client", "show", "price-feed"])),
    (f"UPDATE client_secret SET expires_at = 'tomorrow' WHERE {SHOP}", "client_secret",
     (EVERYTHING, ["secret", "list"], ["client", "check", "web-shop"])),
    (f"UPDATE client_secret SET hash = substr(hash, 1, 20) WHERE {SHOP}", "client_secret", (EVERYTHING,)),
    (f"UPDATE client_redirect SET kind = 'sideways' WHERE {SHOP} AND position = 0 AND kind = 'login'",
     "client_redirect", (EVERYTHING, ["client", "show", "web-shop"])),
    (f"UPDATE client_redirect SET application_id = 'nobody' WHERE {SHOP} AND kind = 'logout'", "client_redirect",
     (EVERYTHING, ["client", "check"])),
    (f"DELETE FROM client_redirect WHERE {SHOP} AND position = 0 AND kind = 'login'", "client_redirect",
     (EVERYTHING,)),
    ("UPDATE api_scope SET name = '' WHERE name = 'orders.read'", "api_scope", (EVERYTHING, ["client", "list"])),
    ("UPDATE language SET tag = '-5' WHERE tag = 'nl'", "language", (EVERYTHING,)),
    ("UPDATE custom_resource_claim SET source = 'x'", "custom_resource_claim", (EVERYTHING,)),
    ("UPDATE custom_resource_claim SET resource_id = 'nobody'", "custom_resource_claim", (EVERYTHING,)),
    ("UPDATE setting SET value = 'many' WHERE name = 'licence_limit'", "licence_limit",
     (["licence"], ["licence", "--limit", "9"], EVERYTHING)),
    ("DELETE FROM setting WHERE name = 'licence_limit'", "licence_limit", (["licence"],)),
    ("UPDATE setting SET value = x'00' WHERE name = 'certificate_storage'", "certificate_storage",
     (["certificate", "storage"],)),
    ("UPDATE encryption_key SET check_value = 'x'", "encryption_key",
     (["secret", "add", "web-shop", "--encrypted", "--generate"], [*EVERYTHING, "--include-secrets", "--yes"])),
    ("UPDATE iam_user SET password = substr(password, 1, 40) WHERE user_id = 'admin'", "iam_user",
     (EVERYTHING, ["client", "list"])),
    ("UPDATE schema_version SET version = -5 WHERE version = 1", "schema_version", (EVERYTHING, ["client", "list"])),
    ("INSERT INTO server (id, version, name, kind, url, realm, format, sign_in, account, sealed, certificate, proof) VALUES "
     "('01a20a30-ff6d-7000-a796-000000000001', 1, 'st' || char(10) || 'aff', 'hydra', 'https://id.example.com', '', '', "
     "'nothing', '', '', '', '')", "server", (["server", "list"],)),
    ("INSERT INTO server (id, version, name, kind, url, realm, format, sign_in, account, sealed, certificate, proof) VALUES "
     "('01a20a30-ff6d-7000-a796-000000000001', 1, 'staff', 'hydra', '2026-02-30', '', '', 'nothing', '', '', '', '')", "server",
     (["server", "list"],)),
    ("DELETE FROM schema_version", "schema_version", (EVERYTHING,)),
    ("DELETE FROM schema_version WHERE version = 1", "schema_version", (["client", "list"],)),
    ("INSERT INTO schema_version VALUES (-5)", "schema_version", (["client", "list"],)),
    ("INSERT INTO schema_version VALUES (9223372036854775807)", "schema_version", (["client", "list"],)),
    ("DROP TABLE schema_version", "schema_version", (["client", "list"],)),
)


class DamageTest(CommandLineTest):
    """A damaged value is told with table and record, ends no program by a signal, and gets into no file."""

    def damage(self, sql):
        with sqlite3.connect(self.database) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(sql)
        connection.close()

    def test_damaged_values(self):
        self.init_with_samples()
        whole = self.database.read_bytes()
        for sql, told, commands in DAMAGES:
            self.database.write_bytes(whole)
            self.damage(sql)
            for command in commands:
                with self.subTest(sql=sql[:80], command=command):
                    out = self.folder / "out.json"
                    export = ["--output", out] if command[0] == "export" else []
                    ended = self.run_for(OUT_OF_REACH, *command, *export)
                    self.assert_says(told, ended)
                    self.assert_says("damaged", ended)
                    self.assertLess(len(ended.stderr), 2000)
                    self.assertFalse(out.exists())

    def test_others_are_worked_with(self):
        self.init_with_samples()
        self.damage("UPDATE client_application SET enabled = 7 WHERE client_id = 'price-feed'")
        listed = self.json("client", "list", status=OUT_OF_REACH)
        self.assertEqual(["order-desk", "staff-portal", "web-shop"], [client["client_id"] for client in listed])
        self.run_for(DONE, "client", "show", "web-shop")
        self.run_for(DONE, "secret", "add", "web-shop", "--generate")
        self.run_for(DONE, "export", "--format", "gatehouse", "--client", "web-shop")
        self.assert_says('"price-feed"', self.run_for(OUT_OF_REACH, "client", "show", "price-feed"))

    def test_a_damaged_entry_is_a_break(self):
        self.init_with_samples()
        for column in ("at", "user_id", "action", "changes", "hash"):
            whole = self.database.read_bytes()
            self.damage(f"UPDATE audit_entry SET {column} = x'00ff' WHERE number = 2")
            self.assertRegex(self.run_for(REFUSED, "audit", "verify").stdout, r"\b2\b")
            self.database.write_bytes(whole)


if __name__ == "__main__":
    unittest.main()
