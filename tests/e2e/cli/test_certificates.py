"""Signing certificates on the command line, with OpenSSL on the other end."""
import base64
import json
import shutil
import sqlite3
import stat
import subprocess
import unittest

from command_line import DONE, NOT_SIGNED_IN, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest

PASSPHRASE = "a long passphrase, ä"


class CertificatesTest(CommandLineTest):
    def openssl(self, *arguments, status=0):
        done = subprocess.run(["openssl", *map(str, arguments)], cwd=self.folder, capture_output=True, check=False,
                              timeout=60)
        self.assertEqual(status, done.returncode, done.stderr.decode())
        return done.stdout

    def make_pair(self, kind=("rsa:2048",), name="own"):
        self.openssl("req", "-x509", "-newkey", *kind, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt",
                     "-days", "100", "-subj", f"/CN={name}")

    def certificates(self):
        return self.json("certificate", "list")

    def statuses(self):
        return [certificate["status"] for certificate in self.certificates()]

    def jwks(self, *arguments):
        return json.loads(self.output("certificate", "export", "--format", "jwks", *arguments))["keys"]

    def test_first_comes_with_the_first_client_application(self):
        self.output("init")
        self.assertEqual([], self.certificates())
        ended = self.run_for(DONE, "import", self.gatehouse_file({"client_id": "web"}))
        self.assert_says("signs tokens from now on", ended)
        only, = self.certificates()
        self.assertEqual(("active", "RSA 3072", "database"), (only["status"], only["algorithm"], only["storage"]))
        self.output("import", self.gatehouse_file({"client_id": "second"}))
        self.assertEqual([only], self.certificates())

    def test_import_stays_when_none_can_be_made(self):
        self.output("init")
        folder = self.folder / "certificates"
        self.output("certificate", "storage", "local", "--folder", folder)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        ended = self.run_for(OUT_OF_REACH, "import", self.gatehouse_file({"client_id": "web"}))
        self.assert_says("The file was imported, but", ended)
        self.assertIn('New        client application "web"', ended.stdout)
        self.assertEqual(["web"], self.client_ids())

    def test_sample_data_brings_one(self):
        self.init_with_samples()
        self.assertEqual(["active"], self.statuses())

    def test_dry_run_makes_none(self):
        self.output("init")
        self.output("import", self.gatehouse_file({"client_id": "web"}), "--dry-run")
        self.assertEqual([], self.certificates())

    def test_create(self):
        self.output("init")
        self.output("certificate", "create")
        self.assertEqual(["active"], self.statuses())
        self.assert_says("roll over", self.run_for(REFUSED, "certificate", "create"))
        self.assertEqual(["active"], self.statuses())

    def test_rollover_publishes_before_it_signs(self):
        self.output("init")
        self.output("certificate", "create")
        self.assert_says("is published now and signs tokens from", self.run_for(DONE, "certificate", "rollover"))
        self.assertEqual(["active", "next"], self.statuses())
        self.output("certificate", "storage", "--overlap-hours", 0)
        self.output("certificate", "rollover")
        self.assertEqual(1, self.statuses().count("active"))
        active, = [one for one in self.certificates() if one["status"] == "active"]
        first = self.jwks()[0]
        self.assertEqual(active["thumbprint"], base64.urlsafe_b64decode(first["x5t#S256"] + "==").hex())

    def test_list_warns_of_the_end(self):
        self.output("init")
        self.output("certificate", "storage", "--validity-days", 30)
        self.output("certificate", "create")
        ended = self.run_for(DONE, "certificate", "list")
        self.assert_says("gatehouse certificate rollover", ended)
        self.assertIn("active", ended.stdout)
        self.assertTrue(self.certificates()[0]["expires_soon"])

    def test_storage(self):
        self.output("init")
        self.assertEqual("database", self.json("certificate", "storage")["certificate_storage"])
        folder = self.folder / "certificates"
        told = self.json("certificate", "storage", "local", "--folder", folder)
        self.assertEqual(("local", str(folder)), (told["certificate_storage"], told["certificate_folder"]))
        self.output("certificate", "create")
        path, = folder.iterdir()
        self.assertEqual((0o700, 0o600), (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(path.stat().st_mode)))
        self.openssl("pkcs12", "-in", path, "-noout", "-passin", "pass:", status=1)
        self.assertEqual(1, len(self.jwks("--private")))
        path.unlink()
        self.assert_says(str(path), self.run_for(OUT_OF_REACH, "certificate", "export", "--format", "jwks", "--private"))
        folder.chmod(0o755)
        self.assert_says("chmod 700", self.run_for(OUT_OF_REACH, "certificate", "rollover"))
        for wrong in (["local"], ["database", "--folder", folder]):
            self.run_for(REFUSED, "certificate", "storage", *wrong)
        for wrong in (["elsewhere"], ["--folder", folder], ["--validity-days", 0], ["--overlap-hours", -1]):
            self.run_for(WRONG_USAGE, "certificate", "storage", *wrong)

    def test_pkcs12(self):
        self.output("init")
        self.output("certificate", "create")
        path = self.folder / "signing.p12"
        self.run_for(DONE, "certificate", "export", "--format", "pkcs12", "--output", path, input=f"{PASSPHRASE}\n")
        self.assertEqual(0o600, stat.S_IMODE(path.stat().st_mode))
        told = subprocess.run(["openssl", "pkcs12", "-in", path, "-info", "-noout", "-passin", f"pass:{PASSPHRASE}"],
                              capture_output=True, check=True, timeout=60).stderr.decode()
        self.assertEqual(2, told.count("AES-256-CBC"), told)
        self.assertEqual(3, told.count("ration 600000"), told)
        self.run_for(REFUSED, "certificate", "export", "--format", "pkcs12")
        self.run_for(REFUSED, "certificate", "import", path, input=f"{PASSPHRASE}\n")

    def test_pem(self):
        self.output("init")
        self.output("certificate", "create")
        thumbprint = self.certificates()[0]["thumbprint"]
        public = self.output("certificate", "export", thumbprint[:8], "--format", "pem")
        self.assertNotIn("PRIVATE", public)
        (self.folder / "signing.crt").write_text(public)
        fingerprint = self.openssl("x509", "-in", "signing.crt", "-noout", "-fingerprint", "-sha256").decode()
        self.assertEqual(thumbprint, fingerprint.split("=")[1].strip().replace(":", "").lower())
        both = self.output("certificate", "export", "--format", "pem", "--private", input=f"{PASSPHRASE}\n")
        (self.folder / "signing.pem").write_text(both)
        self.assertIn(b"Key is valid", self.openssl("pkey", "-in", "signing.pem", "-passin", f"pass:{PASSPHRASE}", "-check", "-noout"))
        self.openssl("pkey", "-in", "signing.pem", "-passin", "pass:abd", "-noout", status=1)
        self.run_for(REFUSED, "certificate", "export", "--format", "pem", "--private")
        for form in ("pem", "pkcs12"):
            ended = self.run_for(REFUSED, "certificate", "export", "--format", form, "--private", input="eleven char\n")
            self.assert_says("12 characters", ended)
            self.assertEqual("", ended.stdout)
            ended = self.run_for(REFUSED, "certificate", "export", "--format", form, "--private", input=f"{'a' * 20}\n")
            self.assert_says("easily guessed", ended)
            self.assertEqual("", ended.stdout)
        self.run_for(REFUSED, "certificate", "export", "ffff0000", "--format", "pem")

    def test_import(self):
        self.output("init")
        self.make_pair()
        self.openssl("pkcs12", "-export", "-inkey", "own.key", "-in", "own.crt", "-out", "own.p12",
                     "-passout", f"pass:{PASSPHRASE}")
        path = self.folder / "own.p12"
        self.assert_says("passphrase", self.run_for(REFUSED, "certificate", "import", path, input="wrong\n"))
        self.run_for(DONE, "certificate", "import", path, input=f"{PASSPHRASE}\n")
        key, = self.jwks()
        modulus = self.openssl("rsa", "-in", "own.key", "-noout", "-modulus").decode().strip().split("=")[1].lower()
        self.assertEqual(modulus, base64.urlsafe_b64decode(key["n"] + "==").hex())
        self.make_pair(name="other")
        joined = self.import_file((self.folder / "other.key").read_text() + (self.folder / "own.crt").read_text(), "j.pem")
        self.assert_says("belong together", self.run_for(REFUSED, "certificate", "import", joined))
        self.make_pair(("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), "ec")
        joined = self.import_file((self.folder / "ec.key").read_text() + (self.folder / "ec.crt").read_text(), "e.pem")
        self.assert_says("needs RSA", self.run_for(REFUSED, "certificate", "import", joined))
        self.run_for(OUT_OF_REACH, "certificate", "import", self.folder / "missing.p12")

    def test_jwks(self):
        self.output("init")
        self.run_for(REFUSED, "certificate", "export", "--format", "jwks")
        self.output("certificate", "create")
        self.output("certificate", "rollover")
        self.assertEqual(2, len({key["kid"] for key in self.jwks()}))
        self.assertNotIn("d", self.jwks()[0])
        self.assertTrue({"d", "p", "q", "dp", "dq", "qi"} <= set(self.jwks("--private")[1]))
        path = self.folder / "jwks.json"
        path.touch(0o644)
        self.output("certificate", "export", "--format", "jwks", "--private", "--output", path)
        self.assertEqual(0o600, stat.S_IMODE(path.stat().st_mode))

    def test_no_private_key_is_readable(self):
        """Nothing that was left behind holds a private number, in any usual writing."""
        self.init_with_samples()
        self.output("certificate", "rollover")
        self.output("certificate", "storage", "local", "--folder", self.folder / "certificates")
        self.output("certificate", "rollover")
        told = [self.run_for(DONE, "certificate", "list"), self.run_for(DONE, "client", "list")]
        self.output("export", "--format", "oidc-provider", "--output", self.folder / "export.json")
        numbers = [base64.urlsafe_b64decode(key[name] + "==") for key in self.jwks("--private")
                   for name in ("d", "p", "q", "dp", "dq", "qi")]
        self.assertEqual(18, len(numbers))
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        left = {str(path): path.read_bytes() for path in files}
        left |= {f"output {at}": (ended.stdout + ended.stderr).encode() for at, ended in enumerate(told)}
        self.assertIn(self.certificates()[0]["thumbprint"].encode(), left[str(self.database)])
        for number in numbers:
            written = (number, number.hex().encode(), number.hex().upper().encode(), base64.b64encode(number[:90]),
                       base64.urlsafe_b64encode(number[:90]), str(int.from_bytes(number, "big")).encode())
            for name, content in left.items():
                for one in written:
                    self.assertNotIn(one, content, name)

    def test_nothing_without_signing_in(self):
        self.output("init")
        for arguments in (["list"], ["create"], ["rollover"], ["storage"], ["export", "--format", "jwks"],
                          ["import", self.database]):
            ended = self.run_for(NOT_SIGNED_IN, "certificate", *arguments, env={"GATEHOUSE_PASSWORD": "wrong!Wrong?12"})
            self.assertEqual("", ended.stdout)

    def test_key_out_of_reach(self):
        self.output("init")
        self.output("certificate", "create")
        for path in self.folder.rglob("*encryption-key*"):
            path.unlink()
        self.run_for(OUT_OF_REACH, "certificate", "export", "--format", "jwks", "--private")
        self.run_for(OUT_OF_REACH, "certificate", "rollover")
        self.assertEqual(["active"], self.statuses())
        self.assertIn("cannot be checked", self.certificates()[0]["problem"])
        # Whoever writes the database can make it name a key that is not there: so public keys stay, too.
        for form in ("jwks", "pem"):
            ended = self.run_for(OUT_OF_REACH, "certificate", "export", "--format", form)
            self.assert_says("encryption key", ended)
            self.assertEqual("", ended.stdout)

    def swap(self, **columns):
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for column, value in columns.items():
                connection.execute(f"UPDATE signing_certificate SET {column} = ?", (value,))
        connection.close()

    def test_swapped_certificate_is_not_published(self):
        self.init_with_samples()
        thumbprint = self.certificates()[0]["thumbprint"]
        self.make_pair(name="stranger")
        stranger = self.openssl("x509", "-in", "stranger.crt", "-outform", "DER")
        self.swap(certificate=base64.b64encode(stranger).decode())
        path = self.folder / "out"
        for arguments in (["certificate", "export", "--format", "jwks"], ["certificate", "export", "--format", "jwks", "--private"],
                          ["certificate", "export", "--format", "pem"], ["certificate", "export", "--format", "pkcs12"],
                          ["export", "--format", "oidc-provider", "--include-signing-keys", "--yes"]):
            ended = self.run_for(OUT_OF_REACH, *arguments, "--output", path, input=f"{PASSPHRASE}\n")
            self.assert_says(f"Certificate {thumbprint[:16]} (table signing_certificate", ended)
            self.assertFalse(path.exists())
        self.assertEqual(["refused"], self.statuses())
        self.assert_says(thumbprint[:16], self.run_for(DONE, "certificate", "list"))
        self.assert_says("--yes", self.run_for(WRONG_USAGE, "certificate", "remove", thumbprint[:8]))
        self.assertEqual(["refused"], self.statuses())
        self.output("certificate", "remove", thumbprint[:8], "--yes")
        self.output("certificate", "create")
        self.assertEqual(["active"], self.statuses())
        self.assertEqual(1, len(self.jwks()))
        self.run_for(REFUSED, "certificate", "remove", self.certificates()[0]["thumbprint"], "--yes")

    def test_damaged_certificate_is_named(self):
        """No signal, no line of a library, no file."""
        self.output("init")
        self.output("certificate", "create")
        for value in ("", "!", "AAAA", "MAMCAQU=", "A" * (10 * 1024 * 1024), None):
            if value is not None:
                self.swap(certificate=value)
            else:
                self.swap(not_after="soon")
            path = self.folder / "out.pem"
            ended = self.run_for(OUT_OF_REACH, "certificate", "export", "--format", "pem", "--output", path)
            self.assert_says("table signing_certificate", ended)
            self.assertNotIn("signature value", ended.stderr)
            self.assertEqual(1, len(ended.stderr.strip().splitlines()), ended.stderr)
            self.assertFalse(path.exists())
            self.assertEqual(["refused"], self.statuses())

    def test_copy_of_the_database_removes_no_file(self):
        self.output("init")
        folder = self.folder / "certificates"
        self.output("certificate", "storage", "local", "--folder", folder)
        self.output("certificate", "create")
        self.output("certificate", "rollover")
        following = next(one["thumbprint"] for one in self.certificates() if one["status"] == "next")
        original, self.database = self.database, self.folder / "copy.sqlite"
        shutil.copy(original, self.database)
        ended = self.run_for(DONE, "certificate", "remove", following, "--yes")
        self.assert_says(f"What stays: \"{folder / following}.p12\"", ended)
        self.assertEqual(["active"], self.statuses())
        self.database = original
        self.assertEqual(2, len(self.jwks("--private")))
        ended = self.run_for(DONE, "certificate", "remove", following, "--yes")
        self.assertNotIn("stays", ended.stderr)
        self.assertFalse((folder / f"{following}.p12").exists())

    def local_pair(self, name):
        """A database with its own certificate in the folder that all share, as an attacker sees it."""
        self.database = self.folder / name
        self.output("init")
        folder = self.folder / "certificates"
        self.output("certificate", "storage", "local", "--folder", folder, "--overlap-hours", 0)
        before = set(folder.iterdir()) if folder.exists() else set()
        self.output("certificate", "rollover")
        added, = set(folder.iterdir()) - before
        return added

    def test_one_database_cannot_remove_anothers_file(self):
        theirs = self.local_pair("theirs.sqlite")
        note = self.sql("SELECT folder, thumbprint, digest, database_file FROM certificate_file")[0]
        self.local_pair("mine.sqlite")
        place = f"{self.database}#{self.database.stat().st_ino}"
        for claim in (place, note[3], note[3].replace("kept", "obsolete")):
            self.sql("DELETE FROM certificate_file WHERE thumbprint = ?", note[1])
            self.sql("INSERT INTO certificate_file (folder, thumbprint, digest, database_file) VALUES (?, ?, ?, ?)",
                     *note[:3], claim)
            ended = self.run_for(DONE, "client", "list")
            self.assert_says(f'What stays: "{theirs}"', ended)
            self.assertTrue(theirs.exists())

    def test_one_altered_value_removes_no_file(self):
        path = self.local_pair("one.sqlite")
        folder = path.parent
        for altered, back in (
                ("UPDATE setting SET value = '/elsewhere' WHERE name = 'certificate_folder'",
                 f"UPDATE setting SET value = '{folder}' WHERE name = 'certificate_folder'"),
                ("UPDATE signing_certificate SET storage = 'database'",
                 "UPDATE signing_certificate SET storage = 'local'"),
                ("UPDATE signing_certificate SET thumbprint = upper(thumbprint)",
                 "UPDATE signing_certificate SET thumbprint = lower(thumbprint)")):
            with self.subTest(altered):
                self.sql(altered)
                self.assert_says(f'What stays: "{path}"', self.run_for(DONE, "client", "list"))
                self.assertTrue(path.exists())
                self.sql(back)
                self.assertNotIn("What stays", self.run_for(DONE, "client", "list").stderr)
                self.assertEqual(1, len(self.jwks("--private")))
        self.sql("DELETE FROM signing_certificate")
        self.assert_says(f'What stays: "{path}"', self.run_for(DONE, "client", "list"))
        self.assertTrue(path.exists())

    def test_folder_that_is_no_path(self):
        self.local_pair("one.sqlite")
        self.sql("UPDATE setting SET value = char(0) WHERE name = 'certificate_folder'")
        ended = self.run_for(OUT_OF_REACH, "certificate", "storage")
        self.assert_says("certificate_folder", ended)
        self.assertNotIn("Broken filename", ended.stderr + self.run_for(DONE, "client", "list").stderr)

    def test_killed_while_making_certificates(self):
        """Whatever a kill leaves in the folder is gone at the next start, and what is listed is there."""
        self.output("init")
        folder = self.folder / "certificates"
        self.output("certificate", "storage", "local", "--folder", folder)
        self.output("certificate", "create")
        for delay in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2):
            with subprocess.Popen(self.command("certificate", "rollover"), env=self.environment(),
                                  stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(delay)
                except subprocess.TimeoutExpired:
                    process.kill()
            listed = {f"{one['thumbprint']}.p12" for one in self.certificates()}
            self.assertEqual(listed, {path.name for path in folder.iterdir()})
        self.assertTrue(self.jwks("--private"))


if __name__ == "__main__":
    unittest.main()
