import base64
import json
import shlex
import struct
import subprocess
import unittest
import zlib

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest

SHOP = {"client_id": "web-shop", "title": "New title"}
METADATA = {"client_id": "sync", "client_name": "Sync", "grant_types": ["client_credentials"], "response_types": [],
            "scope": "stock.write", "client_secret": "k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5.Yx"}


class ImportsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def shop(self):
        return self.json("client", "show", "web-shop")

    def test_round_trip(self):
        exported = self.output("export", "--format", "gatehouse")
        path = self.import_file(exported)
        self.database = self.folder / "second.sqlite"
        self.output("init")
        self.output("import", path)
        self.assertEqual(exported, self.output("export", "--format", "gatehouse"))
        report = self.json("import", path)
        self.assertEqual({"unchanged"}, {client["status"] for client in report["clients"]})

    def test_dry_run_shows_and_changes_nothing(self):
        path = self.gatehouse_file(SHOP, {"client_id": "new", "enabled": True, "support_api": True, "api_scopes": ["x"]},
                                   {"client_id": "price-feed", "title": "Price feed"}, {"client_id": "not valid"},
                                   users=[{"user_id": "new-user"}])
        before = self.content()
        ended = self.run_for(REFUSED, "import", path, "--dry-run", "--on-conflict", "overwrite")
        for line in ('Changed    client application "web-shop"', '    Title: "Web shop" becomes "New title"',
                     'New        client application "new"', 'Unchanged  client application "price-feed"',
                     'Refused    client application "not valid"', 'New        API scope "x"', 'New        user "new-user"'):
            self.assertIn(line, ended.stdout.splitlines())
        self.assertRegex(ended.stdout, "Kept disabled: .*secret")
        self.assertEqual(before, self.content())

    def test_dry_run_as_json(self):
        report = self.json("import", self.gatehouse_file(SHOP), "--dry-run", "--on-conflict", "overwrite")
        self.assertEqual(("gatehouse", False, None), (report["format"], report["applied"], report["error"]))
        client = report["clients"][0]
        self.assertEqual(("web-shop", "changed", "clients[0]"), (client["client_id"], client["status"], client["place"]))
        self.assertEqual([{"column": "title", "before": "Web shop", "after": "New title"}], client["changes"])

    def test_logo_that_cannot_be_decoded_is_refused(self):
        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        def png(pixels):
            header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

        def with_logo(data):
            logo = {"name": "logo.png", "data": base64.b64encode(data).decode()}
            return self.gatehouse_file({"client_id": "logo", "title": "Logo", "logo": logo,
                                        "login_redirects": ["https://logo.example/cb"]})

        whole = zlib.compress((b"\0" + bytes(24)) * 8)
        before = self.content()
        for name, pixels in (("nonsense", b"x" * 40), ("cut off", whole[:8])):
            with self.subTest(name=name):
                ended = self.run_for(REFUSED, "import", with_logo(png(pixels)))
                self.assertIn("The picture is damaged and cannot be shown", ended.stdout + ended.stderr)
                self.assertEqual(before, self.content())
        self.run_for(DONE, "import", with_logo(png(whole)))

    def test_conflict_refuses_everything(self):
        before = self.content()
        path = self.gatehouse_file({"client_id": "new"}, SHOP)
        ended = self.run_for(REFUSED, "import", path)
        self.assert_says('"web-shop"', ended)
        self.assertIn('Conflict   client application "web-shop"', ended.stdout)
        self.assertEqual(before, self.content())
        report = self.json("import", path, status=REFUSED)
        self.assertFalse(report["applied"])
        self.assertIn("web-shop", report["error"])

    def test_skip(self):
        before = self.shop()
        report = self.json("import", self.gatehouse_file({"client_id": "new"}, SHOP), "--on-conflict", "skip")
        self.assertEqual(["new", "skipped"], [client["status"] for client in report["clients"]])
        self.assertTrue(report["applied"])
        self.assertEqual(before, self.shop())
        self.assertIn("new", self.client_ids())

    def test_overwrite_takes_what_the_file_names(self):
        before = self.shop()
        self.output("import", self.gatehouse_file(SHOP), "--on-conflict", "overwrite")
        self.assertEqual({**before, "title": "New title"}, self.shop())

    def test_refused_ones_are_left_out(self):
        ended = self.run_for(REFUSED, "import", self.gatehouse_file({"client_id": "nicht gültig"}, {"client_id": "valid"}))
        self.assertIn("valid", self.client_ids())
        self.assert_says("1 added", ended)
        self.assert_says("1 refused", ended)

    def test_identity(self):
        path = self.import_file([METADATA])
        report = self.json("import", path, "--dry-run")
        self.assertEqual(("rfc7591", True), (report["format"], report["clients"][0]["enabled"]))  # it acts as itself
        self.assertEqual([("stock.write", "new")], [(s["name"], s["status"]) for s in report["api_scopes"]])

        self.assert_says("nobody", self.run_for(REFUSED, "import", path, "--identity", "nobody"))
        self.output("import", path, "--identity", "svc-stock-sync")
        sync = self.json("client", "show", "sync")
        self.assertEqual((True, "svc-stock-sync", ["stock.write"]), (sync["enabled"], sync["identity"], sync["api_scopes"]))
        self.assertEqual("5.Yx", sync["secrets"][0]["last_four"])

    def test_secret_of_the_file_is_not_shown(self):
        ended = self.run_for(DONE, "import", self.import_file([METADATA]))
        self.assertNotIn(METADATA["client_secret"], ended.stdout + ended.stderr)

    def test_files_that_cannot_be_read(self):
        before = self.content()
        self.assert_says("missing.json", self.run_for(OUT_OF_REACH, "import", self.folder / "missing.json"))
        self.assert_says("folder", self.run_for(OUT_OF_REACH, "import", self.folder))
        self.assertEqual(before, self.content())

    def test_standard_input_and_pipes(self):
        self.output("licence", "--unlimited")
        for name, command in (("pipe", "cat {} | {} /dev/stdin"), ("file", "{1} /dev/stdin < {0}"),
                              ("process substitution", "{1} <(sleep 0.2; cat {0})")):
            with self.subTest(name):
                path = self.gatehouse_file({"client_id": name.replace(" ", "-")})
                line = command.format(path, shlex.join(self.command("import")))
                ended = subprocess.run(["bash", "-c", line], env=self.environment(), stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, timeout=60, check=False)
                self.assertEqual(DONE, ended.returncode, ended.stdout)
                self.assertIn(name.replace(" ", "-"), self.client_ids())

    def test_garbage(self):
        before = self.content()
        garbage = self.folder / "garbage"
        for content in (b"", b"\x7fELF\0\xff\xfe", b"{", b"[1, 2]", b"null", b'{"clients": 5}', b"[" * 100_000,
                        b'[{"client_id": "a"', b'{"format": "gatehouse", "version": 99, "clients": []}',
                        json.dumps([METADATA]).encode("utf-16")):
            garbage.write_bytes(content)
            for form in ([], ["--format", "gatehouse"]):
                with self.subTest(content=content[:20], form=form):
                    ended = self.run_for(REFUSED, "import", garbage, *form)
                    self.assertEqual("", ended.stdout)
                    self.assert_says("garbage", ended)
        self.assertEqual(before, self.content())


if __name__ == "__main__":
    unittest.main()
