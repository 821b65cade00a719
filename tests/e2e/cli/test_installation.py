"""What `cmake --install` puts on a machine: the program with its plug-in, manual, shell completion and desktop files."""

import pathlib
import re
import subprocess
import unittest

from command_line import PROGRAM, CommandLineTest

BUILD = pathlib.Path(PROGRAM).parent.parent


class InstallationTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "prefix"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.prefix], check=True, capture_output=True, timeout=60)

    def installed(self, path):
        return (self.prefix / path).read_text(encoding="utf-8")

    def completed(self, line):
        """What bash offers behind the words of this line, the last of which may be begun."""
        words = line.split(" ")
        script = self.prefix / "share/bash-completion/completions/gatehouse"
        ended = subprocess.run(
            ["bash", "--norc", "-c", 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gatehouse; '
             'printf "%s\\n" "${COMPREPLY[@]}"', "bash", script, *words],
            check=True, capture_output=True, text=True, timeout=60)
        self.assertEqual("", ended.stderr)
        return ended.stdout.split()

    def commands(self):
        """Every command by the help: a group has commands of its own."""
        def below(*words):
            text = self.output(*words, "--help")
            listed = re.search(r"(?ms)^SUBCOMMANDS:\n(.*?)\n\n|^Subcommands:\n(.*?)(?:\n\n|\Z)", text)
            if not listed:
                return [words]
            names = re.findall(r"(?m)^  (\S+)", listed.group(1) or listed.group(2))
            return [path for name in names for path in below(*words, name)]
        return below()

    def test_installed_program_finds_its_plug_in(self):
        program = self.prefix / "bin" / "gatehouse"
        for arguments in (["init", "--sample-data"], ["certificate", "export", "--format", "jwks"]):
            ended = subprocess.run([program, "--database", f"sqlite:{self.database}", *arguments],
                                   env=self.environment(), capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(0, ended.returncode, ended.stderr)
        self.assertIn('"keys"', ended.stdout)

    def test_manual_has_every_command_and_nobodys_folders(self):
        manual = self.installed("share/man/man1/gatehouse.1")
        commands = self.commands()
        self.assertGreater(len(commands), 20)
        for words in commands:
            self.assertIn('.SS "gatehouse ' + " ".join(words), manual.replace("\\-", "-"))
        self.assertNotIn(str(pathlib.Path.home()) + "/", manual)
        self.assertNotRegex(manual, r"(?m)^\.(?!TH|SH|SS|TP|PP|nf|fi)")

    def test_completion(self):
        self.assertEqual(["client", "consent", "copy-to", "certificate"], self.completed("gatehouse c"))
        self.assertIn("--json", self.completed("gatehouse client list --"))
        self.assertIn("--database", self.completed("gatehouse client list --"))
        self.assertEqual(["keycloak"], self.completed("gatehouse export --format key"))
        self.assertEqual(["pkcs12", "pem"], self.completed("gatehouse certificate export --format p"))
        self.assertEqual([], self.completed("gatehouse export --output "))
        self.assertEqual(["title="], self.completed("gatehouse client set web-shop ti"))
        self.assertNotIn("secrets=", self.completed("gatehouse client set web-shop "))
        self.assertIn("pkce_off", self.completed("gatehouse client accept-risk old-spa --rule "))
        self.assertIn("list", self.completed("gatehouse --settings file client "))

    def test_desktop_files_agree(self):
        name = "org.gatehouse.Gatehouse"
        entry = self.installed(f"share/applications/{name}.desktop")
        info = self.installed(f"share/metainfo/{name}.metainfo.xml")
        version = self.output("--version").split()[1]
        self.assertIn(f"Icon={name}\n", entry)
        self.assertTrue((self.prefix / f"share/icons/hicolor/scalable/apps/{name}.svg").is_file())
        self.assertIn(f"<launchable type=\"desktop-id\">{name}.desktop</launchable>", info)
        self.assertIn(f'<release version="{version}"', info)


if __name__ == "__main__":
    unittest.main()
