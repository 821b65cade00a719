"""Servers that tests start as processes of their own: free ports, the first answer, and an end, of its own or by kill -9."""
import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

from json_server import JsonServer
from waiting import PATIENCE, AppExited, NotFound, wait_until

STARTS = 3
START_TIMEOUT = 4 * PATIENCE  # some eight seconds on an idle machine
STOP_TIMEOUT = REQUEST_TIMEOUT = PATIENCE


class ServerProcess(JsonServer):
    """Has a name, so many ports, a path that answers with 200 once it runs, a _folder for what it writes, and a _command()
    for the _ports."""

    ports = 1

    def _start_on_free_ports(self):
        """Another program may take a port before the server does."""
        for attempt in range(STARTS):
            listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(self.ports)]
            self._ports = [listener.getsockname()[1] for listener in listeners]
            for listener in listeners:
                listener.close()
            try:
                return self._start()
            except AppExited:
                if attempt == STARTS - 1:
                    raise

    def _start(self):
        """It ends with this process, whatever ends that."""
        self.address = f"http://127.0.0.1:{self._ports[0]}"
        command = ["setpriv", "--pdeathsig", "TERM", *self._command()]
        self._log = self._folder / "log"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                             env=self._environment())
        try:
            wait_until(self._answers, START_TIMEOUT, f"{self.name}'s first answer")
        except NotFound as late:
            self._stop()
            raise NotFound(f"{late}\n{self.output()}") from None
        except BaseException:
            self._stop()
            raise

    def _environment(self):
        return None

    def _answers(self):
        self._check_running("the start")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{self.address}{self.first_path}", timeout=REQUEST_TIMEOUT) as answer:
            return answer.status == 200

    def _check_running(self, what):
        if self._process.poll() is not None:
            raise AppExited(f"{self.name} ended with {self._process.returncode} at {what}:\n{self.output()}")

    def output(self):
        return self._log.read_text(errors="replace")

    def _stop(self):
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        """As kill -9 does: it finishes nothing. Where a script has started the server, that is a child of it."""
        for child in Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def start_again(self):
        """On the same ports, with what it had stored."""
        self._start()
