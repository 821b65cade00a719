"""A database with encryption set up, as a copy of one that is made once for a whole program: passwords cost time."""
import atexit
import functools
import json
import pathlib
import shutil
import tempfile

from command_line import CommandLineTest
from engines import ON_SERVER

KEY_NAME = "gatehouse--data-protection-encryption-key"


class Workplace(CommandLineTest):
    """A database, the key that its secrets are encrypted with, and the settings that say where that is."""

    def setUp(self):
        super().setUp()
        self.said = []
        self.begin_afresh()

    def begin_afresh(self):
        """Another database on another machine."""
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        if not ON_SERVER:
            shutil.copytree(template(), self.folder, dirs_exist_ok=True)
        self.settle()
        if ON_SERVER:  # where a copy would be another database
            self.fill()

    def settle(self):
        self.database = self.folder / "gatehouse.sqlite"
        self.settings = self.folder / "appsettings.json"
        storage = {"Mode": "LocalSystem", "LocalSystem": {"StorageLocation": str(self.folder / "keys")}}
        protection = {"Active": True, "EncryptionKey": {"Name": KEY_NAME}}
        self.settings.write_text(json.dumps({"DataSecuritySettings": {"Storage": storage, "DataProtection": protection}}))

    def fill(self):
        self.output("init")
        self.output("licence", "--unlimited")
        self.output("user", "add", "svc", "--service-account")

    def command(self, *arguments):
        return super().command("--settings", self.settings, *arguments)

    def start(self, *arguments, **options):
        ended = super().start(*arguments, **options)
        self.said.append((arguments, ended.stdout + ended.stderr))
        return ended


class Template(Workplace):
    def begin_afresh(self):
        self.settle()
        self.fill()


@functools.cache
def template():
    """The folder of a database that each test begins with, made once."""
    made = Template()
    atexit.register(made.doCleanups)
    made.setUp()
    return made.folder
