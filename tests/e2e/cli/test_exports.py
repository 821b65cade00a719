import json
import pathlib
import resource
import signal
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest


def small_files_only():
    """Makes a file that grows beyond 64 KiB fail like a full disk; SQLite's own helper files stay below that."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


class ExportsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.secrets = self.init_with_samples()
        self.file = self.folder / "clients.json"

    def files(self):
        return sorted(path.name for path in self.folder.iterdir()
                      if path.is_file() and not path.name.startswith("gatehouse.sqlite"))

    def test_all_to_standard_output(self):
        exported = json.loads(self.output("export", "--format", "gatehouse"))
        self.assertEqual("gatehouse", exported["format"])
        self.assertEqual(self.client_ids(), [client["client_id"] for client in exported["clients"]])
        self.assertEqual(5, len(exported["users"]))

    def test_losses_go_to_standard_error(self):
        ended = self.run_for(DONE, "export", "--format", "rfc7591")
        self.assertEqual(4, len(json.loads(ended.stdout)))
        self.assertIn('price-feed: Identity: ', ended.stderr)
        self.assertEqual("", self.run_for(DONE, "export", "--format", "gatehouse").stderr)

    def test_counts_what_is_in_the_file(self):
        idle = [{"client_id": name, "title": name, "login_redirects": ["https://idle.example/cb"]}
                for name in ("idle-1", "idle-2")]
        self.run_for(DONE, "licence", "--unlimited")
        self.run_for(DONE, "import", self.gatehouse_file(*idle))
        ended = self.run_for(DONE, "export", "--format", "rfc7591")
        self.assertIn("Written: 4 of 6 client applications: 2 are disabled.", ended.stderr)
        self.assertEqual(4, len(json.loads(ended.stdout)))
        ended = self.run_for(DONE, "export", "--format", "rfc7591", "--client", "idle-1", "--output", self.file)
        self.assertIn("In the file: 0 of 1 client application: 1 is disabled.", ended.stderr)
        self.assertIn("6 of 6", self.run_for(DONE, "export", "--format", "gatehouse", "--output", self.file).stderr)

    def test_no_secret_is_exported(self):
        for form in ("gatehouse", "oidc-provider", "rfc7591"):
            ended = self.run_for(DONE, "export", "--format", form)
            for secret in self.secrets.values():
                self.assertNotIn(secret, ended.stdout + ended.stderr)

    def test_those_named(self):
        exported = json.loads(self.output("export", "--format", "gatehouse", "--client", "WEB-shop", "--client",
                                          "price-feed"))
        self.assertEqual(["price-feed", "web-shop"], [client["client_id"] for client in exported["clients"]])
        self.assertEqual(["svc-price-feed"], [user["user_id"] for user in exported["users"]])
        self.assertEqual(["api", "orders.read", "prices.write"], [scope["name"] for scope in exported["api_scopes"]])

    def test_unknown_client_leaves_no_file(self):
        ended = self.run_for(REFUSED, "export", "--format", "gatehouse", "--client", "nobody", "--output", self.file)
        self.assert_says('"nobody"', ended)
        self.assertEqual([], self.files())

    def test_to_a_file_that_only_the_owner_reads(self):
        self.file.write_text("old")
        self.file.chmod(0o644)
        ended = self.run_for(DONE, "export", "--format", "gatehouse", "--output", self.file)
        self.assertEqual("", ended.stdout)
        self.assertEqual(0o600, self.file.stat().st_mode & 0o777)
        self.assertEqual(self.output("export", "--format", "gatehouse"), self.file.read_text())

    def test_full_disk_leaves_what_was_there(self):
        self.output("licence", "--unlimited")
        self.output("import", self.gatehouse_file(*({"client_id": f"client-{i}"} for i in range(200))))
        (self.folder / "import.json").unlink()
        self.file.write_text("old")
        ended = self.run_for(OUT_OF_REACH, "export", "--format", "gatehouse", "--output", self.file,
                             preexec_fn=small_files_only)
        self.assert_says(str(self.file), ended)
        self.assertEqual("old", self.file.read_text())
        self.assertEqual(["clients.json"], self.files())

    def test_full_device(self):
        self.run_for(OUT_OF_REACH, "export", "--format", "rfc7591", "--output", "/dev/full")
        self.assertTrue(pathlib.Path("/dev/full").is_char_device())

    def test_pipe(self):
        ended = subprocess.run(["bash", "-c", f'"$0" "$@" --output >(cat > {self.folder}/piped); wait $!',
                                *self.command("export", "--format", "rfc7591")], env=self.environment(), timeout=60,
                               capture_output=True, check=True)
        self.assertEqual(4, len(json.loads((self.folder / "piped").read_text())), ended.stderr)

    def test_folder_that_is_missing(self):
        ended = self.run_for(OUT_OF_REACH, "export", "--format", "gatehouse", "--output", self.folder / "no" / "clients.json")
        self.assert_says("clients.json", ended)

    def test_folder_instead_of_a_file(self):
        self.run_for(OUT_OF_REACH, "export", "--format", "gatehouse", "--output", self.folder)


if __name__ == "__main__":
    unittest.main()
