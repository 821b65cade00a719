"""A database on a server of PostgreSQL: how it is named, made, reached and refused."""
import os
import shutil
import unittest
from pathlib import Path
from unittest import mock

from command_line import (DONE, NOT_SIGNED_IN, OUT_OF_REACH, REFUSED, WRONG_USAGE,
                          CommandLineTest)
from postgres import USER, PostgresServer

PASSWORD = "pass'w;o\\rd é"


class PostgresqlTest(CommandLineTest):
    """One server for all, which asks for a password."""

    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer(auth="scram-sha-256", password=PASSWORD)
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        os.environ["PGPASSWORD"] = PASSWORD  # for psql alone
        cls.addClassCleanup(os.environ.pop, "PGPASSWORD")
        cls.count = 0

    def setUp(self):
        super().setUp()
        type(self).count += 1
        self.name = f"box{self.count}"
        self.url = self.server.make(self.name)

    def environment(self):
        return {name: value for name, value in super().environment().items() if name != "PGPASSWORD"} \
            | {"GATEHOUSE_DATABASE_PASSWORD": PASSWORD}

    def command(self, *arguments):
        return [os.environ["GATEHOUSE"], "--database", self.url, *map(str, arguments)]

    def test_is_made_once(self):
        self.assert_says("gatehouse init", self.run_for(OUT_OF_REACH, "client", "list"))
        self.assertIn(self.name, self.run_for(DONE, "init", "--sample-data").stderr)
        self.assertEqual(4, len(self.json("client", "list")))
        self.assert_says("already", self.run_for(REFUSED, "init"))
        self.run_for(NOT_SIGNED_IN, "client", "list", env={"GATEHOUSE_PASSWORD": "Another!2026-one"})
        self.assertIn("whole", self.output("audit", "verify"))

    def test_what_the_server_says_unasked_is_not_shown(self):
        """It can hold rows."""
        self.output("init", "--sample-data")
        self.server.sql("CREATE FUNCTION nosy(t text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE WARNING 'row: %', t; "
                        "RETURN true; END$$; ALTER TABLE client_secret ADD CHECK (nosy(hash))", self.name)
        self.assertNotIn("row:", self.run_for(DONE, "secret", "add", "web-shop", "--generate").stderr)

    def test_parameters_that_this_libpq_does_not_know(self):
        self.output("init")
        self.url += "&load_balance_hosts=random"  # of version 16
        ended = self.start("client", "list")
        if ended.returncode != DONE:
            self.assert_says("does not know the parameter load_balance_hosts", ended)

    def test_what_is_not_ours_stays(self):
        self.server.sql("CREATE TABLE theirs (a INTEGER)", self.name)
        for arguments in (("init",), ("client", "list")):
            ended = self.run_for(OUT_OF_REACH, *arguments)
            self.assert_says("another program's data", ended)
        self.assertEqual(["theirs"], self.server.sql("SELECT relname FROM pg_class WHERE relkind = 'r' AND "
                                                     "relnamespace = 'public'::regnamespace", self.name))

    def test_password_comes_from_where_libpq_looks(self):
        self.output("init")
        file = Path(self.folder) / "pgpass"
        escaped = PASSWORD.replace("\\", "\\\\")
        file.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
        file.chmod(0o600)
        for given in ({"PGPASSWORD": PASSWORD}, {"PGPASSFILE": str(file)}, {"GATEHOUSE_DATABASE_PASSWORD": PASSWORD}):
            with self.subTest(given=list(given)):
                self.output("client", "list", env={"GATEHOUSE_DATABASE_PASSWORD": "", **given})

    def test_secrets_of_samples_are_printed_where_the_certificate_fails(self):
        """As without what makes it: they are stored, and nobody could know them any more."""
        alone = self.folder / "gatehouse"
        shutil.copy(os.environ["GATEHOUSE"], alone)
        with mock.patch.dict(os.environ, GATEHOUSE=str(alone)):
            ended = self.run_for(OUT_OF_REACH, "init", "--sample-data")
        self.assertTrue(ended.stdout.splitlines(), ended.stderr)
        self.assertEqual(4, len(self.json("client", "list")))

    def test_wrong_and_missing_passwords(self):
        ended = self.run_for(OUT_OF_REACH, "init", env={"GATEHOUSE_DATABASE_PASSWORD": "wrong one"})
        self.assert_says(f'refuses the password of "{USER}"', ended)
        self.assertNotIn("wrong one", ended.stderr)
        ended = self.run_for(OUT_OF_REACH, "init", env={"GATEHOUSE_DATABASE_PASSWORD": ""})
        self.assert_says("asks for the password", ended)

    def test_no_password_in_the_url(self):
        for url in (f"postgresql://{USER}:hunter2@localhost/{self.name}", f"{self.url}&password=hunter2",
                    f"postgres://hunter2:x@h/{self.name}"):
            with self.subTest(url=url):
                self.url = url
                ended = self.run_for(WRONG_USAGE, "client", "list")
                self.assertNotIn("hunter2", ended.stderr + ended.stdout)
                self.assert_says("password", ended)

    def test_unknown_parameters_are_wrong_usage(self):
        self.url += "&client_encoding=LATIN1"
        self.assert_says("parameter", self.run_for(WRONG_USAGE, "client", "list"))

    def test_no_such_database(self):
        self.url = self.server.url("nothing_there")
        for arguments in (("init",), ("client", "list")):
            self.assert_says("createdb", self.run_for(OUT_OF_REACH, *arguments))

    def test_server_that_is_gone(self):
        self.output("init")
        self.server.halt("fast")
        try:
            self.assert_says("out of reach", self.run_for(OUT_OF_REACH, "client", "list"))
        finally:
            self.server.start()
        self.output("client", "list")

    def test_next_host_is_taken(self):
        self.output("init")
        self.url = self.url.replace(f"host={str(self.server.folder).replace('/', '%2F')}",
                                    f"host=/tmp/nothing-here,{self.server.folder}&target_session_attrs=read-write")
        self.output("client", "list")

    def test_copies_there_and_back(self):
        server, self.url = self.url, f"sqlite:{self.folder / 'first.sqlite'}"
        self.output("init", "--sample-data")
        self.output("secret", "add", "web-shop", "--encrypted", "--generate")
        shown = self.json("client", "list")
        exported = self.output("export", "--format", "gatehouse", "--include-secrets", "--yes")
        ended = self.run_for(DONE, "copy-to", server)
        self.assert_says("everything is in", ended)
        self.assert_says("audit trail is whole", ended)
        self.assert_says("encryption key", ended)
        self.assert_says("something in it already", self.run_for(REFUSED, "copy-to", server))
        self.run_for(WRONG_USAGE, "copy-to", "mysql://host/db")
        back = self.folder / "back.sqlite"
        self.url = server
        self.assertEqual(shown, self.json("client", "list"))
        self.output("copy-to", f"sqlite:{back}")
        for url in (server, f"sqlite:{back}"):
            with self.subTest(url=url):
                self.url = url
                self.assertEqual(shown, self.json("client", "list"))
                self.assertEqual(exported, self.output("export", "--format", "gatehouse", "--include-secrets", "--yes"))
                verified = self.run_for(DONE, "audit", "verify")
                self.assertNotIn("another copy", verified.stderr)

    def test_nothing_is_copied_that_cannot_be_noted(self):
        """It holds hashes and seals, as an export with secrets does."""
        self.output("init")
        copy = self.folder / "copy.sqlite"
        self.server.sql(f'ALTER DATABASE "{self.name}" SET default_transaction_read_only = on')
        self.assert_says("cannot be noted in the audit trail", self.run_for(OUT_OF_REACH, "copy-to", f"sqlite:{copy}"))
        self.assertFalse(copy.exists())
        self.url += "&options=-c%20default_transaction_read_only%3Don"
        self.assert_says("search_path and role alone", self.run_for(WRONG_USAGE, "client", "list"))

    def test_copy_needs_a_sign_in(self):
        self.output("init")
        self.run_for(NOT_SIGNED_IN, "copy-to", f"sqlite:{self.folder / 'x.sqlite'}", env={"GATEHOUSE_PASSWORD": "x"})
        self.assertFalse((self.folder / "x.sqlite").exists())

    def test_roles(self):
        told = self.run_for(DONE, "init").stderr
        statements = self.output("init", "--roles").splitlines()
        for statement in statements:
            self.assertIn(statement, told)
        self.server.sql("\n".join(statements), self.name)
        self.server.sql("CREATE ROLE worker LOGIN PASSWORD 'w' IN ROLE gatehouse_application", self.name)
        self.addCleanup(self.server.sql, "DROP ROLE worker; DROP OWNED BY gatehouse_application, gatehouse_auditor; "
                                         "DROP ROLE gatehouse_application, gatehouse_auditor", self.name)
        self.url = self.server.url(self.name, user="worker")
        work = {"GATEHOUSE_DATABASE_PASSWORD": "w"}
        self.output("licence", "--limit", "7", env=work)
        self.output("user", "add", "somebody", env=work)
        self.assertIn("whole", self.output("audit", "verify", env=work))
        self.url = f"sqlite:{self.database}"
        self.output("init")
        self.assert_says("no roles", self.run_for(REFUSED, "init", "--roles"))

    def test_a_role_that_only_reads(self):
        self.output("init", "--sample-data")
        self.server.sql("CREATE ROLE reader LOGIN PASSWORD 'r'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
                        self.name)
        self.addCleanup(self.server.sql, "DROP OWNED BY reader; DROP ROLE reader", self.name)
        self.url = self.server.url(self.name, user="reader")
        reading = {"GATEHOUSE_DATABASE_PASSWORD": "r"}
        ended = self.run_for(DONE, "client", "list", env=reading)
        self.assert_says("can only be read", ended)
        self.assert_says("can only be read", self.run_for(OUT_OF_REACH, "licence", "--limit", "7", env=reading))


if __name__ == "__main__":
    unittest.main()
