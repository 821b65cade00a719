"""The commands in tools/ on machines where something is missing, which stand-ins on the PATH pretend to be."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from gatehouse import PROGRAM
from waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
BOOKWORM = {
    "sources.list": "deb http://deb.example.org/debian bookworm main\n",
    "sources.list.d/debian.list": "deb [signed-by=/k.gpg] http://deb.example.org/debian bookworm main contrib\n",
    "sources.list.d/debian.sources": "Types: deb\nURIs: http://deb.example.org/debian\nSuites: bookworm bookworm-updates\n"
                                     "Components: main\n",
}
# Knows no gnome-keyring of Debian 12, and one of Debian 13 that costs what $LOST names.
APT_GET = """
case "$* " in
    indextargets*) printf 'bookworm 12\\ntrixie 13\\n' ;;
    *--simulate*--target-release*) printf "$LOST" ;;
    *--simulate*gnome-keyring*) exit 100 ;;
    *--simulate*) ;;
    install*) echo "$*" >>"$RECORD" ;;
esac
"""
# Unpacks a Keycloak that says when it is fitted, or breaks off in the midst of it.
MAVEN = """
for argument; do case "$argument" in -DoutputDirectory=*) folder=${argument#*=} ;; esac; done
echo fetched >>"$RECORD"
mkdir -p "$folder"/keycloak-$VERSION/bin
[ -z "$BROKEN" ] || { echo "[ERROR] $BROKEN"; exit 1; }
printf '#!/bin/sh\necho "$@" >>"$RECORD"\n' >"$folder"/keycloak-$VERSION/bin/kc.sh
chmod +x "$folder"/keycloak-$VERSION/bin/kc.sh
"""


class SetUpTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-setup-")))
        (self.folder / "bin").mkdir()
        self.record = self.folder / "record"
        self.record.touch()

    def stand_in(self, name, script):
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run_bash(self, *command, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return subprocess.run(["bash", *command], cwd=ROOT, capture_output=True, text=True, timeout=4 * PATIENCE, check=False,
                              env={**kept, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", **environment})

    def packages(self, command, **environment):
        return self.run_bash("-euo", "pipefail", "-c", f". tools/lib/packages.sh; {command}", "tools/run", **environment)

    # --- tools/run without a display ---
    def test_the_job_does_not_depend_on_pictures(self):
        self.stand_in("dpkg-query", "echo installed 99")
        self.stand_in("cmake", "")
        self.stand_in("Xvfb", "exit 1")
        (self.folder / "tools").symlink_to(ROOT / "tools")
        (self.folder / "build/release").mkdir(parents=True)
        (self.folder / "build/release/app").symlink_to(PROGRAM.parent)
        done = self.run_bash(self.folder / "tools/run")
        self.assertEqual(0, done.returncode, done.stderr)
        said = [line.partition("run: ")[2] for line in done.stdout.splitlines()]
        finished = said.index(next(line for line in said if line.startswith("the job is done")))
        self.assertTrue(any(line.startswith("the exports: ") for line in said[:finished]))
        self.assertEqual(["note: not every picture could be made: tools/pictures: Xvfb, which is the display, did not start"],
                         said[finished + 1:-1])
        self.assertNotIn("Traceback", done.stdout + done.stderr)
        for name in ("gatehouse.sqlite", "clients.gatehouse.json", "clients.rfc7591.json"):
            self.assertTrue((self.folder / "build/headless" / name).is_file(), name)

    # --- packages of Debian 12 and 13 beside each other ---
    def test_debian_13_comes_from_where_12_does(self):
        for name, content in BOOKWORM.items():
            with self.subTest(source=name), tempfile.TemporaryDirectory() as apt:
                path = Path(apt) / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(content)
                found = self.packages(f"trixie_from bookworm {apt}")
                self.assertEqual(0, found.returncode, found.stderr)
                fields = dict(re.findall(r"^([\w-]+): (.*)$", found.stdout, re.MULTILINE))
                self.assertEqual(("deb", "http://deb.example.org/debian", "trixie"),
                                 (fields["Types"], fields["URIs"], fields["Suites"]))

    def install_own(self, lost=""):
        self.stand_in("apt-get", APT_GET)
        self.stand_in("sudo", 'exec "$@"')
        done = self.packages("install_own openssl gnome-keyring sqlite3", RECORD=str(self.record), LOST=lost)
        return done, [re.sub(r".* -o \S+ ", "", line) for line in self.record.read_text().splitlines()]

    def test_what_does_not_fit_comes_from_debian_13(self):
        done, installed = self.install_own(lost="Remv libgck-1-0 [1]\nInst libgck-1-0t64 (2)\nInst gnome-keyring (2)\n")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(["openssl sqlite3", "--target-release trixie gnome-keyring"], installed)

    def test_nothing_is_removed_for_it(self):
        done, installed = self.install_own(lost="Remv their-program [1]\nInst gnome-keyring (2)\n")
        self.assertEqual(1, done.returncode)
        self.assertIn("gnome-keyring would remove their-program", done.stderr)
        self.assertEqual(["openssl sqlite3"], installed)

    # --- the real Keycloak ---
    def fetch_keycloak(self, broken=""):
        self.stand_in("mvn", MAVEN)
        done = self.packages(". tools/lib/keycloak.sh; export VERSION=$keycloak_version; fetch_keycloak",
                             XDG_CACHE_HOME=str(self.folder), RECORD=str(self.record), BROKEN=broken)
        left = [path.name for path in (self.folder / "gatehouse").iterdir() if path.name != "lock"]
        return done, self.record.read_text().split("\n")[:-1], left

    def test_keycloak_is_fetched_once(self):
        for _ in range(2):
            done, record, left = self.fetch_keycloak()
            self.assertEqual((0, ["fetched", "build --db=dev-mem"]), (done.returncode, record), done.stderr)
            self.assertRegex(" ".join(left), r"^keycloak-[\d.]+$")

    def test_what_was_broken_off_is_begun_anew(self):
        done, record, left = self.fetch_keycloak(broken="the network is down")
        self.assertEqual((1, ["fetched"], []), (done.returncode, record, left))
        self.assertIn("Keycloak could not be fetched: [ERROR] the network is down", done.stderr)
        done, record, left = self.fetch_keycloak()
        self.assertEqual((0, 1), (done.returncode, len(left)), done.stderr)

    def test_servers_are_tested_when_asked_for(self):
        self.stand_in("dpkg-query", "echo installed 99")
        self.stand_in("cmake", "")
        self.stand_in("ctest", 'echo ctest: "$@"')
        self.stand_in("go", "echo go1.19")  # else it would build a Hydra
        self.fetch_keycloak()
        for options, asked_for in (((), ""), (("-R", "x"), "-R x"),
                                   (("--servers", "-R", "x"), "-R x --build-config Servers"),
                                   (("--servers", "--kind", "e2e"), "--build-config Servers --label-regex ^(e2e|servers)$")):
            with self.subTest(options):
                done = self.run_bash("tools/test", *options, XDG_CACHE_HOME=str(self.folder))
                self.assertEqual(0, done.returncode, done.stderr)
                self.assertEqual([asked_for], re.findall(r"^ctest: .* --parallel \d+ ?(.*)$", done.stdout, re.MULTILINE))
                self.assertEqual("--servers" not in options, "left out: tools/test --servers" in done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
