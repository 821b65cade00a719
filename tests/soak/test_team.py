"""Two windows and ten writers on the command line, all at once on one server: every acknowledged change is in the
database, the audit trail is whole, and replaying it finds no change that overwrote another unseen."""
import os
import threading
import time
import unittest

from postgres import PostgresServer
from writers import CLIENTS, FIELDS, WritersTest

WRITERS = 10
SECONDS = float(os.environ.get("GATEHOUSE_TEAM_SECONDS", "10"))


class TeamTest(WritersTest):
    def start(self):
        server = PostgresServer(durable=True)
        self.addCleanup(server.stop)
        server.start()
        return server.make("team")

    def write(self, number, until):
        for count in range(1, 10**6):
            if time.monotonic() > until:
                return
            client, field = CLIENTS[count % len(CLIENTS)], FIELDS[(number + count) % len(FIELDS)]
            self.change(client, field, f"https://w{number}.example.com/{count}" if field.endswith("_uri")
                        else f"{number} wrote {count}")

    def work_in_windows(self, until):
        windows = [self.opened(), self.opened()]
        for count in range(1, 10**6):
            window, client = windows[count % 2], CLIENTS[count % len(CLIENTS)]
            window.to_front()
            window.choose_client(client)
            title = f"A window wrote {count}"
            window.fill("Title", title)
            window.win.button("Save").press()
            self.settle(window)
            with self.lock:
                self.acknowledged[client, "title"].append(title)
            if time.monotonic() > until:
                return [self.assertEqual(0, one.close()) for one in windows]

    def test_team(self):
        until = time.monotonic() + SECONDS
        writers = [threading.Thread(target=self.write, args=(number, until)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            self.work_in_windows(until)
        finally:
            for writer in writers:
                writer.join()
        self.assertGreater(sum(map(len, self.acknowledged.values())), WRITERS)
        self.check_trail()


if __name__ == "__main__":
    unittest.main(verbosity=2)
