"""What a command says where it gets no connection that the URL would have: of certificates, with a server that has one
for localhost, and of hosts."""
import unittest

from command_line import OUT_OF_REACH, WRONG_USAGE, CommandLineTest
from tls_server import server_with_tls, without_tls


class ServerTls(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.server = server_with_tls(self.folder, self.addCleanup)

    def command(self, *arguments):
        return [super().command()[0], "--database", self.url, *map(str, arguments)]

    def assert_told(self, said, host="localhost", mode="verify-full", root="ours.pem", more="", status=OUT_OF_REACH):
        self.url = (f"postgresql://gatehouse@{host}:{self.server.port}/empty?sslmode={mode}&sslrootcert={self.folder}/{root}"
                    f"{more}")
        with self.subTest(said=said):
            self.assert_says(said, self.run_for(status, "client", "list"))

    def test_what_is_in_the_way_is_told(self):
        self.assert_told("nothing of Gatehouse in it yet")
        self.assert_told('for another name than "127.0.0.1"', host="127.0.0.1")
        self.assert_told("not from the authority", root="other.pem")
        self.assert_told("there is no root certificate", root="none.pem")
        self.assert_told("it is not a server that the URL allows (target_session_attrs)", more="&target_session_attrs=standby")
        self.assert_told("verify-ca, verify-full", mode="bogus", status=WRONG_USAGE)
        self.assert_told("read-write, read-only", more="&target_session_attrs=bogus", status=WRONG_USAGE)
        self.assert_told("There is no host", host="nowhere.invalid")
        without_tls(self.server)
        self.assert_told("does not speak TLS")
        self.server.halt("fast")
        self.assert_told("refuses connections on port")


if __name__ == "__main__":
    unittest.main()
