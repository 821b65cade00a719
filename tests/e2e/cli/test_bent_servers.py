"""Whoever writes into the database without the encryption key sends no secret elsewhere."""
import http.server
import threading
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest

SECRET = "vK3xQ8mT1rW6zB9n_L4cH7jP2sD5fG0yA-eU.3Xp7"
ADDRESS = "https://id.invalid"


class BentServersTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.output("init", "--sample-data")
        self.requests = []
        requests = self.requests

        class Listening(http.server.BaseHTTPRequestHandler):
            def answer(self):
                requests.append((self.path, self.headers.get("Authorization"),
                                 self.rfile.read(int(self.headers.get("Content-Length", 0)))))
                self.send_error(404)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.attacker = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
        self.addCleanup(self.attacker.server_close)
        listening = threading.Thread(target=self.attacker.serve_forever)
        listening.start()
        self.addCleanup(listening.join)
        self.addCleanup(self.attacker.shutdown)
        self.url = f"http://127.0.0.1:{self.attacker.server_port}"

    def test_a_changed_address_gets_no_secret(self):
        self.run_for(DONE, "server", "add", "production", "--kind", "keycloak", "--url", ADDRESS,
                     "--realm", "staff", "--client-id", "gatehouse", env={"GATEHOUSE_SERVER_SECRET": SECRET})
        self.sql("UPDATE server SET url = ?", self.url)
        for verb in (("test",), ("compare",), ("push", "--yes"), ("take", "--yes")):
            # A comparison tells by 1 that something drifted.
            status = OUT_OF_REACH if verb[0] == "compare" else REFUSED
            ended = self.run_for(status, "server", verb[0], "production", *verb[1:])
            self.assert_says("other than Gatehouse changed where it would be sent", ended)
            self.assert_says("Settings > Servers", ended)
        self.assertEqual([], self.requests)
        self.sql("UPDATE server SET url = ?", ADDRESS)
        self.assertNotIn("other than Gatehouse", self.run_for(OUT_OF_REACH, "server", "test", "production").stderr)

    def test_client_secrets_go_to_no_address_that_was_written_there(self):
        self.run_for(DONE, "secret", "add", "web-shop", "--encrypted", "--generate")
        there = self.folder / "hydra.json"
        there.write_text("[]")
        self.run_for(DONE, "server", "add", "repository", "--kind", "file", "--url", there, "--format", "hydra")
        elsewhere = self.folder / "elsewhere.json"
        elsewhere.write_text("[]")
        self.sql("UPDATE server SET url = ?", str(elsewhere))
        push = ("server", "push", "repository", "--client", "web-shop", "--include-secrets", "--yes")
        ended = self.run_for(REFUSED, *push)
        self.assert_says(f"nothing proves that {elsewhere} is its address", ended)
        self.assertEqual("[]", elsewhere.read_text())
        self.sql("UPDATE server SET url = ?", str(there))
        self.run_for(DONE, *push)
        self.assertIn("web-shop", there.read_text())

    def test_an_added_row_is_no_server_to_try_it_on(self):
        self.run_for(DONE, "secret", "add", "web-shop", "--encrypted", "--generate")
        self.sql("INSERT INTO server (id, name, kind, url, realm, format, sign_in, account, sealed, certificate) VALUES "
                   "('01890a5d-ac96-774b-bcce-b302099a8057', 'there', 'registration', ?, '', '', 'nothing', '', '', '')",
                   self.url + "/reg")
        ended = self.run_for(WRONG_USAGE, "try", "web-shop", "--server", "there")
        self.assert_says("no terminal to ask on", ended)
        self.assertEqual([], self.requests)


if __name__ == "__main__":
    unittest.main()
