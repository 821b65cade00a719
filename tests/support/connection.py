"""A connection of Gatehouse to an authorization server, as window and command line have it.

    with Connection(kind="hydra", url="http://127.0.0.1:4445", sign_in="nothing") as connection:
        clients = connection.read()
        connection.write("shop", before=clients[0], after={**clients[0], "client_name": "Shop"})
"""
import json
import os
import subprocess


class NotDone(AssertionError):
    """What the connection says when it does not do something, and of what kind it is."""

    def __init__(self, answer):
        super().__init__(answer["text"])
        self.kind = answer["error"]


class Connection:
    def __init__(self, **settings):
        self._settings = settings

    def __enter__(self):
        self._process = subprocess.Popen([os.environ["SERVER_DRIVER"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)
        self._send(self._settings)
        return self

    def __exit__(self, *error):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _send(self, line):
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def _do(self, what, **more):
        self._send({"do": what, **more})
        answer = json.loads(self._process.stdout.readline() or '{"error": "ended", "text": "the driver ended"}')
        if "error" in answer:
            raise NotDone(answer)
        return answer["done"]

    def test(self):
        return self._do("test")

    def read(self, *client_ids):
        return self._do("read", clients=client_ids)

    def clients(self, *client_ids):
        """Of a document that has more beside them, by client ID."""
        return {client["clientId"]: client for client in self.read(*client_ids)["clients"]}

    def prepare(self, document, make=True, **more):
        """Makes what the client applications of a document need there, or only tells it; format=..., where the document is
        not in the server's."""
        return self._do("prepare", document=document, make=make, **more)

    def push(self, document, **more):
        """Those of a document, as new ones: what came of each, by client ID."""
        return self._do("push", document=document, **more)

    def compare(self, document, **more):
        """Of those of a document what differs there, by client ID."""
        return self._do("compare", document=document, **more)

    def write(self, client_id, after, before=None, **more):
        return self._do("write", client_id=client_id, before=before, after=after, **more)
