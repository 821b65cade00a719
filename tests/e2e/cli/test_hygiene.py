"""After a whole session no secret, password, passphrase or key lies where it should not."""
import base64
import hashlib
import json
import re
import subprocess
import unittest

from command_line import DONE, NOT_SIGNED_IN, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest
from command_lines import CommandLines
from gatehouse import PASSWORD
from test_tasks import Running
from traces import traces

TYPED = "pX7vR2mK9qT4wN8z_B5cH1jL6sD3fG0yA-eU.9Zq4"
IMPORTED = "hJ5nW8bQ2xE6tY9k_M3vP7rC1gZ4dS0uL-aF.7Kp2"
CUT_OFF = "wD9sF4kL7pG2mB6v_T1yN8cX5qJ3hR0zE-oK.5Tn6"
REFUSED_ONE = "two words-Horse_battery.staple/3Lm8"
PASSPHRASE = "Kelder-en-zolder, drie sleutels/8Rb1"
FOREIGN_PASSPHRASE = "Hooi.op.de/berg+vier-koeien/6Wd3"
WRONG_PASSPHRASE = "Water.in.de/kelder+vijf-emmers/2Ve7"
OTHER_PASSWORD = "Zeven.fietsen/in-de+schuur/4Hs9"
SERVER_SECRET = "mT4yC9pK2vR7xW1q_Z6nB3jL8sD0fG5hA-eU.2Vk9"
WRONG_PASSWORD = "Acht.fietsen/in-de+schuur/1Jx5"
SHORT_PASSWORD = "Qz-7/kW"
MISPLACED = "gS6tX0nV3mK8pB5y_R2wC9jQ4dF7hL1zU-eT.6Gn8"  # on a command line, where others see it
MADE_UP = (PASSWORD, TYPED, IMPORTED, CUT_OFF, REFUSED_ONE, PASSPHRASE, FOREIGN_PASSPHRASE, WRONG_PASSPHRASE, OTHER_PASSWORD,
           WRONG_PASSWORD, SHORT_PASSWORD, SERVER_SECRET)


class HygieneTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        (self.folder / "tmp").mkdir()
        self.said = []     # what commands printed that were not asked for a secret
        self.verbs = set()

    def environment(self):
        return {**super().environment(), "TMPDIR": str(self.folder / "tmp"),
                "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_STATE_HOME": str(self.folder / "state")}

    def start(self, *arguments, **options):
        self.verbs |= {str(arguments[0]), " ".join(map(str, arguments[:2]))}
        return super().start(*arguments, **options)

    def note(self, status, *arguments, **options):
        ended = self.run_for(status, *arguments, **options) if status is not None else self.start(*arguments, **options)
        self.said.append((arguments, f"{ended.stdout}\n{ended.stderr}".encode()))
        return ended

    def asked(self, *arguments, **options):
        """A command that was asked for a secret: only its standard error must not have it."""
        ended = self.run_for(DONE, *arguments, **options)
        self.said.append((arguments, ended.stderr.encode()))
        return ended.stdout

    # --- all that is done with secrets, verb by verb ---
    def session(self):
        """Gives every secret there was, but for private keys."""
        printed = self.asked("init", "--sample-data")
        secrets = [line.split()[1] for line in printed.splitlines()] + list(MADE_UP) + self.keys()
        for encrypted in ((), ("--encrypted",)):
            secrets.append(self.asked("secret", "add", "web-shop", *encrypted, "--description", "made").strip())
        self.note(DONE, "secret", "add", "price-feed", "--stdin", "--encrypted", input=f"{TYPED}\n")
        self.note(REFUSED, "secret", "add", "price-feed", "--stdin", input=f"{REFUSED_ONE}\n")
        self.note(REFUSED, "secret", "add", "nobody", "--stdin", "--encrypted", input=f"{TYPED}\n")
        self.passwords()
        self.servers()
        self.changes()
        self.import_secrets()
        self.exports()
        self.reading()
        self.note(DONE, "secret", "reencrypt")
        self.note(DONE, "secret", "remove", "--yes", "--", "web-shop", secrets[-1][-4:])
        self.note(DONE, "client", "delete", "imported", "--yes")
        # The one that was replaced stays until the next replacement.
        return secrets + [key for key in self.keys() if key not in secrets]

    def passwords(self):
        self.note(DONE, "user", "add", "bert", "--main-administrator", input=f"{OTHER_PASSWORD}\n")
        self.note(REFUSED, "user", "password", "bert", input=f"{SHORT_PASSWORD}\n")
        self.note(DONE, "user", "password", "bert", input=f"{OTHER_PASSWORD}\n")
        self.note(NOT_SIGNED_IN, "user", "list", env={"GATEHOUSE_PASSWORD": WRONG_PASSWORD})
        self.note(DONE, "user", "list", "--json", env={"GATEHOUSE_USER": "bert", "GATEHOUSE_PASSWORD": OTHER_PASSWORD})

    def servers(self):
        add = ("server", "add", "production", "--kind", "keycloak", "--url", "https://127.0.0.1:1", "--realm", "staff", "--client-id",
               "gatehouse")
        self.note(REFUSED, *add)
        self.note(DONE, *add, env={"GATEHOUSE_SERVER_SECRET": SERVER_SECRET})
        self.note(REFUSED, *add, env={"GATEHOUSE_SERVER_SECRET": SERVER_SECRET})
        self.note(DONE, "server", "list", "--json")
        self.note(None, "server", "test", "production")
        for verb in (("compare", "--json"), ("take", "--yes"), ("push", "--include-secrets", "--yes")):
            self.note(None, "server", verb[0], "production", *verb[1:])
        for tried in ((), ("--issuer", "https://127.0.0.1:1/realms/staff", "--json")):
            self.note(None, "try", "price-feed", "--server", "production", *tried, env={"GATEHOUSE_CLIENT_SECRET": TYPED})
            self.note(None, "try", "price-feed", "--server", "production", *tried)
        realm = self.import_file({"realm": "staff", "clients": [], "users": []}, "hygiene-realm.json")
        self.note(DONE, "server", "add", "file", "--kind", "file", "--url", realm, "--format", "keycloak")
        self.note(None, "server", "push", "file", "--yes")
        self.note(DONE, "server", "remove", "file", "--yes")
        self.note(DONE, "server", "remove", "production", "--yes")

    def changes(self):
        """Somebody gives a secret where none belongs."""
        self.note(DONE, "client", "add", "added", "title=Added")
        self.note(DONE, "client", "set", "added", "description=by hand", 'contacts=["web@example.com"]')
        for name in (f"settings={{\"client_secret\": \"{MISPLACED}\"}}", f"secrets=[{{\"secret\": \"{MISPLACED}\"}}]",
                     f"other_settings={{\"hydra\": {{\"client_secret\": \"{MISPLACED}\"}}}}", f"logo=\"{MISPLACED}\"",
                     f"jwks={{\"keys\": [{{\"kty\": \"oct\", \"k\": \"{MISPLACED}\"}}]}}", f"contacts=[\"{MISPLACED}"):
            given = self.start("client", "set", "added", "client_authentication=private_key", name)
            self.assertIn(given.returncode, (REFUSED, WRONG_USAGE), name)
            self.assertNotIn(MISPLACED, given.stdout + given.stderr)
        self.note(DONE, "client", "set", "added", "require_pkce=false")
        self.note(DONE, "client", "accept-risk", "added", "--rule", "pkce_off", "--reason", "an old program")
        self.note(DONE, "client", "risks")
        self.note(REFUSED, "client", "enable", "added")
        self.note(DONE, "client", "disable", "added")

    def import_secrets(self):
        client = {"client_id": "imported", "client_secret": IMPORTED, "scope": "openid",
                  "redirect_uris": ["https://a.example.com/cb"]}
        self.note(DONE, "licence", "--unlimited")
        path = self.import_file([client])
        self.note(DONE, "import", path, "--json")
        broken = json.dumps([{**client, "client_id": "other", "client_secret": CUT_OFF}])
        inside = broken.index(CUT_OFF) + len(CUT_OFF)
        for content in (json.dumps([{"client_id": "other", "client_secret": [IMPORTED], "scope": "openid"}]),
                        broken[:inside], broken[:inside] + "\n" + broken[inside:], broken[:inside] + "\\x" + broken[inside:],
                        broken[:inside + 1] + " nonsense", broken.replace("client_secret", "a_secret\\uD800")):
            path.write_text(content)
            self.note(REFUSED, "import", path)
        path.unlink()

    def exports(self):
        for form in ("gatehouse", "rfc7591", "oidc-provider"):
            path = self.folder / f"{form}.json"
            self.note(DONE, "export", "--format", form, "--output", path)
            self.note(None, "import", path, "--dry-run", "--on-conflict", "overwrite")
        self.note(WRONG_USAGE, "export", "--format", "gatehouse", "--include-secrets")
        self.note(OUT_OF_REACH, "export", "--format", "gatehouse", "--include-secrets", "--yes", "--output", "/dev/full")

    def reading(self):
        for arguments in (["client", "list"], ["client", "show", "web-shop"], ["secret", "list"],
                          ["secret", "list", "--json"], ["client", "show", "web-shop", "--json"], ["certificate", "list"],
                          ["consent", "web-shop", "--language", "en"], ["licence"], ["audit", "list", "--json"],
                          ["audit", "verify"], ["audit", "head"], ["certificate", "storage"],
                          ["copy-to", f"sqlite:{self.folder / 'copied.sqlite'}"]):
            self.note(DONE, *arguments)
        self.note(REFUSED, "audit", "acknowledge")
        self.note(REFUSED, "explain", "-", input=f"grant_type=authorization_code&client_id=web-shop&code={TYPED}&"
                                                 f"client_secret={IMPORTED}&code_verifier={TYPED}")
        self.note(None, "client", "check")

    # --- keys ---
    def keys(self):
        """The encryption keys that there are now."""
        found = [re.findall(r"\b[0-9a-f]{64}\b", path.read_text()) for path in (self.folder / "data/gatehouse/keys").iterdir()]
        self.assertTrue(found)
        return [bytes.fromhex(key) for keys in found for key in keys]

    def certificates(self):
        """Private keys, of certificates of every origin and in every storage."""
        self.note(REFUSED, "certificate", "create")
        self.note(DONE, "certificate", "storage", "local", "--folder", self.folder / "certificates", "--overlap-hours", "0")
        self.note(DONE, "certificate", "rollover")
        for form in (["pkcs12"], ["pem", "--private"]):
            self.note(DONE, "certificate", "export", "--format", *form, "--output", self.folder / f"signing.{form[0]}",
                      input=f"{PASSPHRASE}\n")
        foreign = self.foreign_certificate()
        self.note(REFUSED, "certificate", "import", foreign, input=f"{WRONG_PASSPHRASE}\n")
        self.note(DONE, "certificate", "import", foreign, input=f"{FOREIGN_PASSPHRASE}\n")
        self.note(REFUSED, "certificate", "remove", "--yes", "0" * 64)
        keys = json.loads(self.asked("certificate", "export", "--format", "jwks", "--private"))["keys"]
        self.assertEqual(3, len(keys))
        return [base64.urlsafe_b64decode(key[name] + "==") for key in keys for name in ("d", "p", "q")]

    def foreign_certificate(self):
        names = [self.folder / f"foreign.{kind}" for kind in ("key", "crt", "p12")]
        for command in (["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", names[0], "-out", names[1], "-days",
                         "100", "-subj", "/CN=foreign"],
                        ["pkcs12", "-export", "-inkey", names[0], "-in", names[1], "-out", names[2], "-passout", "stdin"]):
            subprocess.run(["openssl", *map(str, command)], input=f"{FOREIGN_PASSPHRASE}\n".encode(), capture_output=True,
                           check=True, timeout=60)
        names[0].unlink()
        return names[2]

    # --- the tests ---
    def test_nothing_is_found(self):
        with CommandLines() as command_lines:
            secrets = self.session() + self.certificates()
        self.assertEqual(len(secrets), len(set(secrets)))
        self.assertEqual(set(), self.every_verb() - self.verbs, "verbs that this test does not go through")
        self.assertTrue(any(b"reencrypt" in line for line in command_lines.seen))
        places = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.assertIn(self.database, places)
        self.assertGreater(len(places), 4, "database, exports, settings or keys")
        self.assertEqual([], [place for place, content in places.items() if MISPLACED.encode() in content])
        places.update({f"command line {line}": line for line in command_lines.seen})
        places.update({f"what {arguments} said": said for arguments, said in self.said})
        keys = {key.hex().encode() for key in self.keys()}
        for secret in secrets:
            for trace in traces(secret):
                found = [place for place, content in places.items() if trace in content]
                if trace in keys:  # a key file is what holds it
                    found = [place for place in found if getattr(place, "parent", None) != self.folder / "data/gatehouse/keys"]
                self.assertEqual([], found, f"{secret!r} as {trace!r}")

    def every_verb(self):
        """What the help offers, groups of verbs taken apart."""
        found = set()
        for name in self.offered():
            found |= {f"{name} {verb}" for verb in self.offered(name)} or {name}
        return found

    def offered(self, *group):
        _, _, listed = super().start(*group, "--help").stdout.partition("\nSubcommands:\n")
        return re.findall(r"^  ([a-z-]+)", listed.partition("\n\n")[0], re.MULTILINE)

    def test_a_trace_would_be_found(self):
        """The search itself finds what is there."""
        secret = self.asked("init", "--sample-data").split()[1]
        self.assertIn(base64.b64encode(hashlib.sha256(secret.encode()).digest()), self.database.read_bytes())
        for position in range(3):
            text = base64.b64encode(b"x" * position + secret.encode() + b"yz")
            self.assertTrue(any(trace in text for trace in traces(secret)), position)
            self.assertTrue(any(trace in secret.encode().hex().encode() for trace in traces(secret)))
        with CommandLines() as command_lines:
            self.note(REFUSED, "client", "show", "--", secret)
        self.assertTrue(any(secret.encode() in line for line in command_lines.seen))

    def test_temporary_files_of_an_import_hold_none(self):
        self.asked("init", "--sample-data")
        self.note(DONE, "licence", "--unlimited")
        texts = {"en": {"profile": "x" * 9_000}}
        path = self.gatehouse_file(*({"client_id": f"client-{i}", "title": "x" * 200, "consent_texts": texts,
                                      "secrets": [{"description": "", "secret": f"{IMPORTED}{i:06}"}]}
                                     for i in range(1500)))
        running = Running(self, "import", path, "--json", on_terminal=False)
        running.wait_until_stuck()  # in the report, of which it holds all
        files = running.temporary_files()
        self.assertGreater(sum(map(len, files)), 8 * 1024 * 1024)
        for trace in traces(IMPORTED):
            self.assertFalse(any(trace in content for content in files), trace)
        self.assertEqual(DONE, running.finish(), running.said)

    def test_exported_secrets_go_where_they_were_asked_to_go_only(self):
        self.asked("init", "--sample-data")
        secret = self.asked("secret", "add", "web-shop", "--encrypted").strip()
        wanted = self.folder / "wanted.json"
        self.note(DONE, "export", "--format", "gatehouse", "--include-secrets", "--yes", "--output", wanted)
        found = [path for path in self.folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
        self.assertEqual([wanted], found)
        for arguments, said in self.said:
            self.assertNotIn(secret.encode(), said, arguments)


if __name__ == "__main__":
    unittest.main()
