"""The verbs of Gatehouse's command line about one authorization server, by a database of their own."""
import atexit
import functools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from gatehouse import PROGRAM, SIGNED_IN, home_at
from waiting import PATIENCE

DONE, REFUSED, OUT_OF_REACH = 0, 1, 4
SERVER = "peer"


class ServerVerbs:
    """with ServerVerbs("--kind", "hydra", "--url", address) as gatehouse: gatehouse.push(); without a server where none is
    named."""

    def __init__(self, *server, secret="", samples=True):
        self._server, self._secret, self._samples = server, secret, samples

    def __enter__(self):
        self._temporary = tempfile.TemporaryDirectory(prefix="gatehouse-server-")
        self.folder = Path(self._temporary.name)
        shutil.copytree(prepared(self._samples), self.folder, dirs_exist_ok=True)
        if self._server:
            self.add_server(SERVER, *self._server, secret=self._secret)
        return self

    def __exit__(self, *error):
        self._temporary.cleanup()

    def command(self, *arguments):
        return [str(PROGRAM), "--database", f"sqlite:{self.folder}/gatehouse.sqlite", *map(str, arguments)]

    def environment(self, secret=""):
        return {**os.environ, **home_at(self.folder), **SIGNED_IN, "GATEHOUSE_SERVER_SECRET": secret, "LC_ALL": "C.UTF-8"}

    def run(self, *arguments, status=DONE, secret=""):
        """What came of it; another exit status is a failure."""
        done = subprocess.run(self.command(*arguments), env=self.environment(secret), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
        if done.returncode != status:
            raise AssertionError(f"gatehouse {' '.join(map(str, arguments))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def json(self, *arguments, **more):
        return json.loads(self.run(*arguments, "--json", **more).stdout)

    def add_server(self, name, *server, secret=""):
        self.run("server", "add", name, *server, secret=secret)

    def client_ids(self):
        return sorted(client["client_id"] for client in self.json("client", "list"))

    def push(self, *options, status=DONE):
        return self.run("server", "push", SERVER, "--yes", *options, status=status)

    def take(self, *options, status=DONE):
        return self.run("server", "take", SERVER, "--yes", *options, status=status)

    def compared(self, *options, server=SERVER):
        """The state of each client application, or what differs: {field: (here, there)}."""
        done = subprocess.run(self.command("server", "compare", server, "--json", *options), env=self.environment(),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=PATIENCE)
        if done.returncode not in (DONE, REFUSED):
            raise AssertionError(f"gatehouse server compare: {done.returncode}\n{done.stderr}")
        found = {}
        for client in json.loads(done.stdout)["clients"]:
            differences = {one["field"]: (one["here"], one["there"]) for one in client["differences"]}
            found[client["client_id"]] = differences or client["state"]
        if (done.returncode == DONE) != all(one == "same" for one in found.values()):
            raise AssertionError(f"gatehouse server compare: {done.returncode} for {found}")
        return found

    def drift(self, *options, **more):
        """What is not the same."""
        return {client_id: found for client_id, found in self.compared(*options, **more).items() if found != "same"}


@functools.cache
def prepared(samples):
    """The folder that all of this process begin with, since making it takes longer than some of what they do then."""
    temporary = tempfile.TemporaryDirectory(prefix="gatehouse-prepared-")
    atexit.register(temporary.cleanup)
    verbs = ServerVerbs()
    verbs.folder = Path(temporary.name)
    verbs.run("init", "--sample-data")  # which sets up encryption
    verbs.run("licence", "--unlimited")
    for client_id in [] if samples else verbs.client_ids():
        verbs.run("client", "delete", client_id, "--yes")
    return verbs.folder
