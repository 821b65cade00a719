import os
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, PROGRAM, REFUSED, WRONG_USAGE, CommandLineTest
from gatehouse import ADMINISTRATOR

VERBS = [["init"], ["client", "list"], ["client", "show"], ["client", "check"], ["client", "delete"],
         *(["client", verb] for verb in ("add", "set", "enable", "disable", "accept-risk", "risks")), ["secret", "add"],
         ["secret", "list"], ["secret", "remove"], ["consent"], ["export"], ["import"], ["user", "add"], ["user", "list"], ["user", "password"], ["licence"],
         *(["certificate", verb] for verb in ("create", "list", "export", "import", "rollover", "remove", "storage")),
         ["audit", "list"], ["audit", "verify"]]


class UsageTest(CommandLineTest):
    def test_version(self):
        self.assertRegex(self.output("--version"), r"^gatehouse \d+\.\d+\.\d+\n$")

    def test_help_names_every_verb(self):
        text = self.output("--help")
        for verb in VERBS:
            self.assertRegex(text, rf"(?m)^  {verb[0]} ")

    def test_every_verb_has_help_with_an_example(self):
        for verb in VERBS:
            with self.subTest(verb=verb):
                text = self.output(*verb, "--help")
                self.assertIn("Usage: gatehouse " + " ".join(verb), text)
                self.assertIn("Examples:\n  gatehouse " + " ".join(verb), text)

    def test_database_without_its_option_shows_no_password(self):
        for database in ("postgresql://gatehouse:SECRETPW@db/a", "host=db password=SECRETPW", "gatehouse:SECRETPW@db",
                         "--databse=postgresql://gatehouse:SECRETPW@db/a"):
            for verb in ([], ["client", "list"]):
                with self.subTest(database=database, verb=verb):
                    ended = self.run_for(WRONG_USAGE, *verb, database)
                    self.assertNotIn("SECRET", ended.stdout + ended.stderr)
                    self.assert_says("not expected", ended)

    def test_wrong_usage(self):
        for arguments in (["nonsense"], [""], ["--nonsense"], ["client"], ["client", "nonsense"], ["client", "show"],
                          ["client", "list", "--nonsense"], ["--settings", "", "client", "list"], ["import", ""],
                          ["certificate", "import", ""], ["secret", "add"], ["secret", "remove", "a"], ["import"],
                          ["client", "add"], ["client", "set", "a"], ["client", "set", "a", "b"], ["client", "add", "a", "b=c"],
                          ["client", "enable"], ["client", "accept-risk", "a", "--rule", "pkce_off"],
                          ["client", "accept-risk", "a", "--rule", "b", "--reason", "c"], ["secret", "list", "--expiring", "-1"],
                          ["export"], ["consent"], ["consent", "a", "--format", "gif"],
                          ["consent", "a", "--appearance", "pink"], ["export", "--format", "excel"], ["import", "x", "--format", "excel"],
                          ["import", "x", "--on-conflict", "merge"], ["licence", "--limit", "-1"],
                          ["licence", "--limit", "many"], ["licence", "--limit", "3", "--unlimited"],
                          ["secret", "add", "a", "--expires", "tomorrow"],
                          ["secret", "add", "a", "--expires", "2999-12-31T08:00:00Z"],
                          ["secret", "add", "a", "--expires", "2999/12/31"], ["secret", "add", "a", "--generate", "--stdin"]):
            with self.subTest(arguments=arguments):
                ended = self.run_for(WRONG_USAGE, *arguments)
                self.assertEqual("", ended.stdout)
                self.assertNotEqual("", ended.stderr)
        self.assertFalse(self.database.exists())

    def test_bytes_that_are_no_utf8(self):
        self.init_with_samples()
        for text in (b"Caf\xe9", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf"):
            with self.subTest(text=text):
                ended = self.run_for(WRONG_USAGE, "user", "add", "bert", "--name", os.fsdecode(text))
                self.assertIn("Argument", ended.stderr)
                self.assertNotIn("\ufffd", ended.stderr)
        name = os.fsdecode(b"o\xe9.json")
        self.run_for(WRONG_USAGE, "export", "--format", "gatehouse", "--output", self.folder / name)
        self.assertEqual([], list(self.folder.glob("o*.json")))

    def test_database_url(self):
        for url in ("mysql://localhost/db", "gatehouse.sqlite", "sqlite:", ""):
            with self.subTest(url=url):
                ended = self.without_database("--database", url, "client", "list")
                self.assertEqual(WRONG_USAGE, ended.returncode)
                self.assert_says("sqlite:", ended)

    def test_database_after_the_verb_and_relative(self):
        ended = self.without_database("init", "--database", "sqlite:new folder/other.sqlite", cwd=self.folder)
        self.assertEqual(DONE, ended.returncode, ended.stderr)
        self.assertTrue((self.folder / "new folder" / "other.sqlite").exists())

    def without_database(self, *arguments, **options):
        return subprocess.run([PROGRAM, *arguments], env=self.environment(), capture_output=True, text=True, timeout=60,
                              check=False, **options)

    def test_standard_database_is_in_the_data_folder(self):
        self.without_database("init")
        made = self.folder / "data" / "gatehouse" / "gatehouse.sqlite"
        self.assertEqual(0o600, made.stat().st_mode & 0o777)

    def test_missing_database(self):
        for arguments in (["client", "list"], ["user", "list"], ["licence"], ["secret", "list"], ["client", "check"],
                          ["export", "--format", "gatehouse"], ["user", "add", "x"], ["client", "delete", "x", "--yes"],
                          ["client", "add", "x"], ["client", "enable", "x"], ["client", "risks"]):
            with self.subTest(arguments=arguments):
                ended = self.run_for(OUT_OF_REACH, *arguments)
                self.assert_says(str(self.database), ended)
                self.assert_says("gatehouse init", ended)
        self.assertFalse(self.database.exists())

    def test_init(self):
        ended = self.run_for(DONE, "init")
        self.assertEqual("", ended.stdout)
        self.assertEqual(0o600, self.database.stat().st_mode & 0o777)
        self.assertEqual([], self.json("client", "list"))
        self.assertEqual([ADMINISTRATOR], [user["user_id"] for user in self.json("user", "list")])

    def test_init_leaves_alone_what_exists(self):
        self.init_with_samples()
        before = self.database.read_bytes()
        ended = self.run_for(REFUSED, "init", "--sample-data")
        self.assert_says("already", ended)
        self.assertEqual("", ended.stdout)
        self.assertEqual(before, self.database.read_bytes())
        self.database.write_text("somebody else's notes")
        self.run_for(REFUSED, "init")
        self.assertEqual("somebody else's notes", self.database.read_text())

    def test_utf8_whatever_the_locale(self):
        self.init_with_samples()
        self.output("user", "add", "ünal", "--name", "Ünal 計画")
        for locale in ("C", "POSIX", "nowhere"):
            ended = self.run_for(DONE, "user", "list", env={"LC_ALL": locale})
            self.assertIn("Ünal 計画", ended.stdout)
            self.assertEqual("", ended.stderr)

    def test_full_standard_output(self):
        self.init_with_samples()
        for arguments in (["client", "list"], ["client", "list", "--json"], ["--help"], ["--version"], ["licence"],
                          ["export", "--format", "gatehouse"]):
            with self.subTest(arguments=arguments), open("/dev/full", "w") as full:
                self.run_for(OUT_OF_REACH, *arguments, stdout=full)

    def test_standard_output_is_closed(self):
        self.init_with_samples()
        ended = self.start("client", "list", stdout=None, prefix=["sh", "-c", '"$@" >&-', "sh"])
        self.assertEqual(OUT_OF_REACH, ended.returncode)


if __name__ == "__main__":
    unittest.main()
