"""`gatehouse try` against a server that has the sample client applications, with the browser's part played: a class for each
server says which."""
import json
import os
import re
import subprocess
import threading
import urllib.parse

from browser import Browser
from gatehouse import PROGRAM, SIGNED_IN, command_line, home_at
from traces import traces
from waiting import PATIENCE

DONE, REFUSED, WRONG_USAGE, OUT_OF_REACH = 0, 1, 2, 4
SERVER = "peer"
GRACE = 4 * PATIENCE
TOKEN = re.compile(rb"eyJ[\w-]{10,}\.[\w-]{10,}")
ADDRESS = "Open this address in a browser:"


class Tried:
    """What came of one trial."""

    def __init__(self, status, output, notes, codes):
        self.status, self.output, self.notes, self.codes = status, output, notes, codes
        self.report = json.loads(output) if output else {}

    @property
    def steps(self):
        return {step["step"]: step["state"] for step in self.report["steps"]}

    def token(self, kind, step="token"):
        return next(one for one in self.report["tokens"] if (one["kind"], one["step"]) == (kind, step))

    def claims(self, kind, step="token"):
        return {claim["name"]: claim["value"] for claim in self.token(kind, step)["claims"]}

    @property
    def problems(self):
        """Of the first that was refused."""
        return self.report["refusals"][0]["explanation"]["problems"]

    def __str__(self):
        return f"exit status {self.status}\n{self.output}\n{self.notes}"


class ClientTrials:
    """Beside unittest.TestCase: `folder`, `database`, `secrets` by client ID, `user` and `password`, and `issuer` of a server
    that is added as SERVER."""

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
        return {**kept, **home_at(self.folder), **SIGNED_IN, "LC_ALL": "C.UTF-8", **more}

    def tried(self, *arguments, status=DONE, secret=None, server=("--server", SERVER)):
        """What came of it, with a browser that goes where it is sent."""
        command = [str(PROGRAM), "--database", f"sqlite:{self.database}", "try", *arguments, *server, "--json"]
        environment = self.environment(**({"GATEHOUSE_CLIENT_SECRET": secret} if secret else {}))
        codes, notes = [], []
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as program:
            reader = threading.Thread(target=self.play, args=(program, notes, codes))
            reader.start()
            killer = threading.Timer(GRACE, program.kill)
            killer.start()
            output = program.stdout.read()
            reader.join()
            program.wait()
            killer.cancel()
        tried = Tried(program.returncode, output, "".join(notes), codes)
        self.assertEqual(status, tried.status, tried)
        self.assert_nothing_leaked(tried, secret)
        return tried

    def play(self, program, notes, codes):
        """The person, who reads what the program says."""
        browser = Browser(self.user, self.password)
        address = None
        for line in program.stderr:
            notes.append(line)
            if notes[-2:-1] == [f"{ADDRESS}\n"]:
                address = line.strip()
            elif address:
                goal, address = self.go(browser, address, line, program, codes), None
                notes.append(f"(the browser was sent to {urllib.parse.urlsplit(goal).netloc})\n")

    def go(self, browser, address, told, program, codes):
        goal = re.search(r'"([^"]+)"', told)[1]
        end = browser.follow(address, goal)
        codes += urllib.parse.parse_qs(urllib.parse.urlsplit(end).query).get("code", [])
        if "Gatehouse waits" in told:
            self.assertIn("Gatehouse", browser.get(end))
        else:
            program.stdin.write(f"{end}\n")
            program.stdin.flush()
        return goal

    def assert_nothing_leaked(self, tried, secret):
        hidden = [*tried.codes, *self.secrets.values(), *([secret] if secret else [])]
        said = f"{tried.output}{tried.notes}".encode()
        kept = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path.name not in self.given)
        for content in (said, kept):
            self.assertIsNone(TOKEN.search(content))
            for one in hidden:
                self.assertFalse([trace for trace in traces(one) if trace in content])

    def openings(self):
        """What the audit trail says of secrets that were opened for this server."""
        entries = json.loads(command_line(self.database, "audit", "list", "--json"))
        return [entry for entry in entries if entry["action"] == "reveal" and self.issuer in json.dumps(entry)]

    # --- what works ---
    def assert_worked(self, tried, **steps):
        self.assertEqual("worked", tried.report["outcome"], tried)
        self.assertEqual({"discovery": "done", "authorization": "done", "token": "done", **steps}, tried.steps, tried)
        for token in tried.report["tokens"]:
            self.assertEqual([], token["faults"], tried)

    def test_machine(self):
        before = len(self.openings())
        tried = self.tried("price-feed")
        self.assertEqual({"discovery": "done", "token": "done"}, tried.steps, tried)
        self.assertEqual(["access_token"], [token["kind"] for token in tried.report["tokens"]])
        self.assertEqual(before + 1, len(self.openings()))

    def test_user_with_openid(self):
        for client_id, refresh in (("web-shop", "done"), ("staff-portal", "skipped")):
            with self.subTest(client_id):
                tried = self.tried(client_id)
                self.assert_worked(tried, refresh=refresh, user_info="done", logout=tried.steps["logout"])
                self.assertEqual("valid", tried.token("id_token")["signature"], tried)
                self.assertEqual(client_id, tried.claims("id_token")["aud"])
                self.assertEqual(self.issuer, tried.claims("id_token")["iss"])
                self.assertEqual(tried.claims("id_token")["sub"], tried.claims("user_info", "user_info")["sub"])
        self.assertEqual("done", self.tried("web-shop").steps["logout"])

    def test_user_of_an_api(self):
        tried = self.tried("order-desk")
        self.assertIn("Gatehouse waits", tried.notes)
        self.assert_worked(tried, refresh="done", user_info="skipped", logout="skipped")

    # --- what is refused ---
    def assert_refused(self, step, cause, *arguments, **more):
        tried = self.tried(*arguments, status=REFUSED, **more)
        self.assertEqual("refused", tried.steps[step], tried)
        self.assertEqual(cause, tried.problems[0]["cause"], tried)
        self.assertTrue(tried.problems[0]["remedy"], tried)
        return tried

    def test_another_secret(self):
        self.assert_refused("token", "client_authentication", "price-feed", secret="not-the-secret-of-the-price-feed")

    def test_another_scope(self):
        self.assert_refused("token", "scope_not_allowed", "price-feed", "--scope", "orders.read")
        self.assert_refused("authorization", "scope_not_allowed", "web-shop", "--scope", "openid", "--scope", "prices.write")

    def test_another_redirect(self):
        tried = self.assert_refused("authorization", "redirect_not_registered", "web-shop", "--redirect",
                                    "https://shop.example.com/callback/")
        self.assertEqual("https://shop.example.com/callback", tried.problems[0]["nearest"])
        self.assertEqual(["trailing_slash"], tried.problems[0]["differs"])

    def test_another_logout_redirect(self):
        self.assert_refused("logout", "logout_redirect", "web-shop", "--logout-redirect", "https://shop.example.com/bye")

    def test_without_pkce(self):
        self.assert_refused("authorization", "pkce_missing", "web-shop", "--no-pkce")

    def test_disabled(self):
        self.assert_refused("authorization", "client_disabled", "closed")

    def test_another_issuer(self):
        tried = self.tried("price-feed", status=REFUSED, server=("--server", SERVER, "--issuer", f"{self.issuer}-elsewhere", "--yes"))
        self.assertEqual({"discovery": "refused"}, tried.steps, tried)

    def test_stored_secret_stays_on_the_list(self):
        """Nobody can be asked here; a secret that is typed goes where it is told."""
        before = len(self.openings())
        address = self.issuer.replace("127.0.0.1", "localhost")
        tried = self.tried("price-feed", status=WRONG_USAGE, server=("--issuer", address))
        self.assertRegex(tried.notes, r"--yes")
        self.assertEqual(before, len(self.openings()))
        self.tried("price-feed", status=REFUSED, secret="typed-secret-of-enough-length-0123456789", server=("--issuer", address))

    def test_out_of_reach(self):
        tried = self.tried("price-feed", status=OUT_OF_REACH, server=("--issuer", "http://127.0.0.1:1", "--yes"))
        self.assertIn("Nothing answers", tried.notes)
