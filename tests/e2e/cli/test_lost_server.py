"""What becomes of a change when the connection to the database's server is cut in the middle of it."""
import contextlib
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, PROGRAM, CommandLineTest
from postgres import PostgresServer
from postgres_proxy import PostgresProxy, through
from waiting import PATIENCE, wait_until


class LostServerTest(CommandLineTest):
    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        cls.count = 0

    def setUp(self):
        super().setUp()
        type(self).count += 1
        self.direct = self.server.make(f"lost{self.count}")
        self.proxy = self.enterContext(PostgresProxy(self.server))
        self.url = self.direct
        self.init_with_samples()
        self.url = through(self.direct, self.server, self.proxy)
        self.before = self.shown()

    def command(self, *arguments):
        return [PROGRAM, "--database", self.url, *map(str, arguments)]

    def shown(self):
        self.url, url = self.direct, self.url
        try:
            shown = self.json("client", "show", "web-shop")
            self.run_for(DONE, "audit", "verify")
            return shown
        finally:
            self.url = url

    def set_title(self, status):
        ended = self.run_for(status, "client", "set", "web-shop", "title=Typed once")
        self.assertEqual(1, self.proxy.cuts)
        return ended

    def entries(self):
        self.url, url = self.direct, self.url
        try:
            return [entry for entry in self.json("audit", "list") if entry["action"] == "change"
                    and entry["name"] == "web-shop"]
        finally:
            self.url = url

    def test_answer_to_the_commit_never_comes(self):
        self.proxy.cut(b"COMMIT", after=True, behind=b"Typed once")
        self.set_title(DONE)
        self.assertEqual("Typed once", self.shown()["title"])
        self.assertEqual(1, len(self.entries()))

    def test_commit_never_arrives(self):
        self.proxy.cut(b"COMMIT", after=False, behind=b"Typed once")
        self.assert_says("out of reach", self.set_title(OUT_OF_REACH))
        self.assertEqual(self.before, self.shown())
        self.run_for(DONE, "client", "set", "web-shop", "title=Typed once")
        self.assertEqual("Typed once", self.shown()["title"])

    def test_nobody_can_be_asked(self):
        self.proxy.cut(b"COMMIT", after=True, behind=b"Typed once", closes=True)
        self.assert_says("not known whether this was saved", self.set_title(OUT_OF_REACH))
        self.proxy.open()
        self.assertEqual(1, len(self.entries()))

    def configure(self, setting):
        self.server.sql(f"ALTER SYSTEM {setting}")
        self.server.sql("SELECT pg_reload_conf()")

    def stored_title(self):
        [title] = self.server.sql("SELECT title FROM client_application WHERE client_id = 'web-shop'", f"lost{self.count}")
        return title

    def is_waiting_for_a_standby(self):
        return self.server.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")

    def test_what_is_found_waits_for_the_standby(self):
        """It may have been cut while it waited for that, and be on the one server alone."""
        self.proxy.cut(b"COMMIT", after=True, behind=b"Typed once", closes=True)
        with (subprocess.Popen(self.command("client", "set", "web-shop", "title=Typed once"), stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, env=self.environment()) as running,
              contextlib.ExitStack() as at_the_end):
            at_the_end.callback(running.kill)  # else whatever fails waits for its end
            wait_until(lambda: self.proxy.cuts, PATIENCE, "the cut")
            wait_until(lambda: self.stored_title() == "Typed once", PATIENCE, "the change to be on this server")
            self.configure("SET synchronous_standby_names = 'nobody'")
            self.addCleanup(self.configure, "RESET synchronous_standby_names")
            self.proxy.open()
            wait_until(lambda: running.poll() is not None or self.is_waiting_for_a_standby(), PATIENCE, "an end")
            self.assertIsNone(running.poll(), "acknowledged, and on one server alone")
            self.configure("RESET synchronous_standby_names")
            said = running.communicate(timeout=PATIENCE)[1]
        self.assertEqual(DONE, running.returncode, said)
        self.assertEqual("Typed once", self.shown()["title"])
        self.assertEqual(1, len(self.entries()))

    def test_server_that_goes_while_it_is_identified(self):
        self.proxy.cut(b"COMMIT", after=True, behind=b"Typed once")
        self.proxy.cut_then(b"pg_control_system")
        self.run_for(DONE, "client", "set", "web-shop", "title=Typed once")
        self.assertEqual(2, self.proxy.cuts)
        self.assertEqual(1, len(self.entries()))

    def test_before_anything_is_committed(self):
        self.proxy.cut(b"Typed once", after=True)
        self.assert_says("out of reach", self.set_title(OUT_OF_REACH))
        self.assertEqual(self.before, self.shown())

    def test_server_is_gone(self):
        self.server.halt("fast")
        self.addCleanup(self.server.start)
        self.assert_says("out of reach", self.run_for(OUT_OF_REACH, "client", "list"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
