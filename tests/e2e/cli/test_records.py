import unittest

from command_line import REFUSED, CommandLineTest


class RecordsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.output("init")

    def test_add_user(self):
        self.output("user", "add", "svc-feed", "--service-account", "--name", "Feed", "--email", "it@example.com",
                    "--phone", "+31 20 555 0100", "--department", "IT")
        self.output("user", "add", "anna")
        _, anna, feed = self.json("user", "list")
        self.assertEqual({"user_id": "svc-feed", "name": "Feed", "email": "it@example.com", "phone": "+31 20 555 0100",
                          "department": "IT", "service_account": True, "enabled": True,
                          "main_administrator": False, "auditor": False}, feed)
        self.assertEqual(("anna", False, True), (anna["user_id"], anna["service_account"], anna["enabled"]))
        self.assertRegex(self.output("user", "list"), r"(?m)^svc-feed +Feed ")

    def test_user_ids_are_checked(self):
        self.output("user", "add", "anna")
        before = self.content()
        self.assert_says("in use already", self.run_for(REFUSED, "user", "add", "ANNA"))
        self.assert_says("a space", self.run_for(REFUSED, "user", "add", "anna b"))
        self.assert_says("empty", self.run_for(REFUSED, "user", "add", ""))
        self.assertEqual(before, self.content())

    def test_licence(self):
        self.assertEqual({"licence_limit": 5, "used": 0}, self.json("licence"))
        self.assertEqual({"licence_limit": 7, "used": 0}, self.json("licence", "--limit", "7"))
        self.assertEqual({"licence_limit": None, "used": 0}, self.json("licence", "--unlimited"))
        self.assertRegex(self.output("licence"), r"(?m)^Licence limit: +unlimited$")
        self.assertEqual({"licence_limit": 0, "used": 0}, self.json("licence", "--limit", "0"))

    def test_licence_limits_imports(self):
        self.output("licence", "--limit", "1")
        before = self.content()
        ended = self.run_for(REFUSED, "import", self.gatehouse_file({"client_id": "a"}, {"client_id": "b"}))
        self.assert_says("licence allows 1", ended)
        self.assert_says("gatehouse licence --limit", ended)
        self.assertEqual(before, self.content())
        self.output("import", self.gatehouse_file({"client_id": "a"}))


if __name__ == "__main__":
    unittest.main()
