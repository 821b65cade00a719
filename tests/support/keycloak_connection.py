"""Gatehouse's connection to a Keycloak, by the program that drives it for the tests."""
import json
import os
import subprocess


class Failed(AssertionError):
    """What the connection says is wrong."""


class Connection:
    """with Connection(url=..., realm=..., user=..., secret=...) as connection: connection.test()"""

    def __init__(self, **server):
        self._server = server

    def __enter__(self):
        self._process = subprocess.Popen([os.environ["GATEHOUSE_DRIVER"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)
        self._send(self._server)
        return self

    def __exit__(self, *error):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _send(self, line):
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def ask(self, verb, **what):
        self._send({"do": verb, **what})
        answer = json.loads(self._process.stdout.readline() or '{"error": "the driver ended"}')
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["done"]

    def test(self):
        return self.ask("test")["text"]

    def read(self, *client_ids):
        return self.ask("read", clients=list(client_ids))

    def clients(self, *client_ids):
        return {client["clientId"]: client for client in self.read(*client_ids)["clients"]}

    def write(self, before, after, **more):
        return self.ask("write", client_id=after["clientId"], before=before, after=after, **more)
