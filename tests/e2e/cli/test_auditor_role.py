"""Who is a member of the role gatehouse_auditor alone sees everything but secrets, by Gatehouse and by psql, and writes
nothing."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import tempfile
import unittest

from command_line import DONE, NOT_SIGNED_IN, OUT_OF_REACH, REFUSED, CommandLineTest
from gatehouse import PASSWORD
from postgres import PostgresServer

NAME = "audited"
REALM = '{"realm": "staff", "clients": []}'
PERSON = "anna"
AUDITOR = {"GATEHOUSE_USER": "cleo", "GATEHOUSE_PASSWORD": PASSWORD}
DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
SECRETS = """SELECT hash FROM client_secret WHERE hash <> '' UNION SELECT sealed FROM client_secret WHERE sealed <> ''
    UNION SELECT password FROM iam_user WHERE password <> '' AND auditor = 0 UNION SELECT sealed FROM signing_certificate
    UNION SELECT sealed FROM server WHERE sealed <> '' UNION SELECT check_value FROM encryption_key
    UNION SELECT origin FROM encryption_key UNION SELECT proof FROM spare_encryption_key WHERE proof <> ''
    UNION SELECT name_hash FROM sign_in_attempt WHERE known = 0 AND name_hash <> ''"""


class AuditorRoleTest(CommandLineTest):
    """One database for all, as nothing changes it."""

    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="gatehouse-cli-"))
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.realm = cls.home / "realm.json"
        cls.realm.write_text(REALM)
        cls.owner = cls.server.make(NAME)
        cls.fill()
        cls.server.sql(f"CREATE ROLE {PERSON} LOGIN IN ROLE gatehouse_auditor", NAME)
        cls.secrets = cls.server.sql(SECRETS, NAME)
        cls.secrets += [secret.replace("/", "~1") for secret in cls.secrets]  # as a JSON pointer has it

    @classmethod
    def fill(cls):
        """By the program itself, as its owner."""
        made = cls("fill_by_hand")
        made.setUp()
        made.addCleanup(made.doCleanups)
        made.output("init", "--sample-data")
        made.output("licence", "--unlimited")
        made.output("secret", "add", "web-shop", "--encrypted", "--generate")
        made.output("server", "add", "production", "--kind", "keycloak", "--url", "https://id.example.com", "--realm", "staff",
                    "--client-id", "gatehouse", env={"GATEHOUSE_SERVER_SECRET": "Kx7!secret-of-a-server-9Qz"})
        made.output("server", "add", "repository", "--kind", "file", "--format", "keycloak", "--url", cls.realm)
        for name in ("foreign.identityserver.json", "foreign.skoruba.json"):
            made.start("import", DATA / name)
        # Of what that file says hashes are kept, as the names of its secrets.
        made.output("server", "add", "dotnet", "--kind", "file", "--format", "identityserver", "--url",
                    DATA / "foreign.identityserver.json")
        made.start("server", "compare", "dotnet")
        made.output("user", "add", "cleo", "--auditor", input=f"{PASSWORD}\n")
        made.run_for(NOT_SIGNED_IN, "client", "list", env={"GATEHOUSE_USER": "a-password-in-the-wrong-field"})
        cls.server.sql(made.output("init", "--roles"), NAME)

    def fill_by_hand(self):
        pass

    def setUp(self):
        super().setUp()
        self.url = self.owner

    def environment(self):
        return {**super().environment(), "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data"),
                "XDG_CONFIG_HOME": str(self.home / "config"), "XDG_STATE_HOME": str(self.home / "state")}

    def command(self, *arguments):
        return [os.environ["GATEHOUSE"], "--database", self.url, *map(str, arguments)]

    def as_auditor(self, verbs, **options):
        """What comes of each, which are run side by side: where nothing can be noted, each sign-in takes its time."""
        self.url = self.server.url(NAME, user=PERSON)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda verb: self.start(*verb, env=AUDITOR, **options), verbs))
        self.url = self.owner
        for ended in done:
            self.assert_shows_no_secret(ended.stdout + ended.stderr)
            self.assertIn(f'Your role "{PERSON}" on the server is for auditors', ended.stderr)
        return done

    def assert_shows_no_secret(self, text):
        for secret in self.secrets:
            self.assertNotIn(secret, text)

    def stored(self):
        """All that is in the tables."""
        return [row for table in self.relations("r") if table != "write_turn"
                for row in self.server.sql(f"SELECT t::text FROM public.{table} t ORDER BY 1", NAME)]

    def relations(self, kind):
        return self.server.sql(f"SELECT relname FROM pg_class WHERE relkind = '{kind}' AND relnamespace = "
                               "ANY (ARRAY['public', 'gatehouse_audit']::regnamespace[]) ORDER BY 1", NAME)

    def refused(self, statement):
        """What psql says where the person may not do that."""
        with self.assertRaises(RuntimeError, msg=statement) as told:
            self.server.sql(statement, NAME, PERSON)
        return str(told.exception)

    def test_sees_everything(self):
        verbs = [["client", "list"], ["client", "show", "web-shop"], ["client", "show", "price-feed", "--json"],
                 ["client", "check", "web-shop"], ["secret", "list"], ["secret", "list", "web-shop", "--json"], ["user", "list"],
                 ["licence"], ["certificate", "storage"], ["server", "list"], ["consent", "web-shop"],
                 ["export", "--format", "keycloak"], ["export", "--format", "rfc7591"],
                 ["import", self.gatehouse_file({"client_id": "new"}), "--dry-run"],
                 ["audit", "list"]]  # last, as each command of an administrator is in it
        seen = [self.start(*verb) for verb in verbs]
        before = self.stored()
        for verb, expected, ended in zip(verbs, seen, self.as_auditor(verbs), strict=True):
            with self.subTest(verb=verb):
                self.assertEqual((expected.returncode, expected.stdout), (ended.returncode, ended.stdout), ended.stderr)
        self.assertIn("whole", self.as_auditor([["audit", "verify"]])[0].stdout)
        self.assertEqual(before, self.stored())

    def test_compares(self):
        _, *seen = self.run_for(REFUSED, "server", "compare", "repository").stdout.splitlines()  # the first says when
        compared = self.as_auditor([["server", "compare", "repository"]])[0]
        self.assertEqual((REFUSED, seen), (compared.returncode, compared.stdout.splitlines()[1:]))

    def test_certificates_are_listed_unchecked(self):
        listed, exported = self.as_auditor([["certificate", "list"], ["certificate", "export", "--format", "jwks"]])
        self.assertEqual(DONE, listed.returncode)
        self.assertIn("active", listed.stdout)
        self.assertEqual(OUT_OF_REACH, exported.returncode)
        self.assert_says("not shown what is encrypted", exported)

    def test_exports_without_hashes(self):
        target = self.folder / "out.json"
        verbs = [["export", "--format", "gatehouse", "--output", target], ["export", "--format", "identityserver"],
                 ["export", "--format", "gatehouse", "--include-secrets"]]
        plain, dotnet, in_clear = self.as_auditor(verbs)
        self.assertEqual((DONE, DONE), (plain.returncode, dotnet.returncode))
        self.assert_says("not in the audit trail", plain)
        self.assert_says("auditors are not shown it", plain)
        self.assert_says("auditors are not shown it", dotnet)
        self.assertNotEqual(DONE, in_clear.returncode)
        self.assertEqual("", in_clear.stdout)
        written = json.loads(target.read_text())
        secrets = [secret for client in written["clients"] for secret in client["secrets"]]
        self.assertTrue(secrets)
        self.assertTrue(all(secret["only_server_knows"] and not secret["sha256"] for secret in secrets))
        self.assertEqual(DONE, self.run_for(DONE, "import", target, "--dry-run", "--on-conflict", "overwrite").returncode)

    def test_says_what_is_not_known_of_secrets(self):
        exported = self.folder / "whole.json"
        self.output("export", "--format", "gatehouse", "--output", exported)
        request = ("POST /token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n"
                   "grant_type=client_credentials&client_id=price-feed&client_secret=whatever-it-is-that-was-sent")
        planned, explained = self.as_auditor(
            [["import", exported, "--dry-run", "--on-conflict", "overwrite"], ["explain", "-"]], input=request)
        self.assertIn("is in the file is not known", planned.stdout + planned.stderr)
        self.assertIn("is not known here", explained.stdout + explained.stderr)

    def test_changes_nothing(self):
        before = self.stored()
        verbs = [["client", "add", "x", "title=X"], ["client", "delete", "web-shop", "--yes"], ["licence", "--limit", "3"],
                 ["user", "password", "cleo"], ["secret", "add", "web-shop", "--encrypted"],
                 ["server", "remove", "production", "--yes"], ["copy-to", f"sqlite:{self.folder / 'copy.sqlite'}"],
                 ["server", "push", "repository", "--yes"]]
        for verb, ended in zip(verbs, self.as_auditor(verbs, input=f"{PASSWORD}\n"), strict=True):
            with self.subTest(verb=verb):
                self.assertIn(ended.returncode, (REFUSED, OUT_OF_REACH), ended.stderr)
        self.assertFalse((self.folder / "copy.sqlite").exists())
        self.assertEqual(REALM, self.realm.read_text())
        self.assertEqual(before, self.stored())

    def test_nobody_else_signs_in(self):
        """Who is no auditor is told the same whether the password is right or not."""
        self.url = self.server.url(NAME, user=PERSON)
        told = []
        for credentials in ({}, {"GATEHOUSE_PASSWORD": "Another!2026-one"}, {"GATEHOUSE_USER": "nobody"}):
            ended = self.run_for(NOT_SIGNED_IN, "client", "list", env=credentials)
            self.assert_says("the database can only be read", ended)
            self.assert_says("main administrators connect as a role that may write", ended)
            told.append(ended.stderr)
        self.assertEqual(1, len(set(told)), told)

    def test_psql_reads_no_secret(self):
        for kept in ("last_seen FROM public.server_client", "value FROM public.client_setting"):
            known = "\n".join(self.server.sql(f"SELECT {kept}", NAME))
            self.assertTrue(any(secret in known for secret in self.secrets), kept)
        views = self.relations("v")
        self.assertIn("client_secret", views)
        for view in views:
            with self.subTest(view=view):
                rows = self.server.sql(f"COPY (SELECT * FROM gatehouse_audit.{view}) TO STDOUT", NAME, PERSON)
                rows += self.server.sql(f"SELECT v::text FROM gatehouse_audit.{view} v", NAME, PERSON)
                self.assert_shows_no_secret("\n".join(rows))
        for table in self.relations("r"):
            for statement in (f"SELECT * FROM public.{table}", f"TABLE public.{table}", f"SELECT count(*) FROM public.{table}",
                              f"COPY public.{table} TO STDOUT",
                              f"SELECT query_to_xml('SELECT * FROM public.{table}', true, true, '')",
                              f"SELECT table_to_xml('public.{table}', true, true, '')",
                              f"DO $$BEGIN PERFORM count(*) FROM public.{table}; END$$"):
                with self.subTest(statement=statement):
                    self.assertIn("permission denied", self.refused(statement))
        for statement in ("SELECT pg_read_file('PG_VERSION')", "SET ROLE gatehouse_application", "SET ROLE gatehouse"):
            with self.subTest(statement=statement):
                self.assertIn("permission denied", self.refused(statement))

    def test_psql_writes_nothing(self):
        before = self.stored()
        for place, kind in (("public", "r"), ("gatehouse_audit", "v")):
            for name in self.relations(kind):
                column = self.server.sql(f"SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '{place}.{name}'::regclass "
                                         "AND attnum = 1", NAME)
                change = f"UPDATE {place}.{name} SET {column[0]} = {column[0]}" if column else f"LOCK TABLE {place}.{name}"
                for statement in (f"INSERT INTO {place}.{name} DEFAULT VALUES", change, f"DELETE FROM {place}.{name}",
                                  f"TRUNCATE {place}.{name}", f"DROP {'TABLE' if kind == 'r' else 'VIEW'} {place}.{name}",
                                  f"COPY {place}.{name} FROM STDIN"):
                    with self.subTest(statement=statement):
                        self.refused(statement)
        for statement in ("CREATE TABLE public.x (a INTEGER)", "CREATE TABLE gatehouse_audit.x (a INTEGER)",
                          "CREATE TEMPORARY TABLE x (a INTEGER)", "CREATE SCHEMA x",
                          "CREATE FUNCTION gatehouse_audit.x() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'"):
            with self.subTest(statement=statement):
                self.assertIn("permission denied", self.refused(statement))
        self.assertEqual(before, self.stored())

    def test_statements_can_be_run_again(self):
        self.server.sql(self.output("init", "--roles"), NAME)
        self.assertEqual(DONE, self.as_auditor([["client", "list"]])[0].returncode)

    def test_old_views_are_told(self):
        """As after an update, until the statements are run again."""
        statements = self.output("init", "--roles")
        self.server.sql("COMMENT ON SCHEMA gatehouse_audit IS 'Gatehouse 1'", NAME)
        self.url = self.server.url(NAME, user=PERSON)
        self.assert_says("gatehouse init --roles", self.run_for(OUT_OF_REACH, "client", "list", env=AUDITOR))
        self.server.sql("DROP SCHEMA gatehouse_audit CASCADE", NAME)
        self.assert_says("gatehouse init --roles", self.run_for(OUT_OF_REACH, "client", "list", env=AUDITOR))
        self.server.sql(statements, NAME)
        self.output("client", "list", env=AUDITOR)


if __name__ == "__main__":
    unittest.main(verbosity=2)
