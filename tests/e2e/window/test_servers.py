"""Compares with a file in a server's format, pushes one field to it and takes another from it."""
import json
import unittest
from pathlib import Path

from gatehouse import command_line
from server_dialogs import COMPARED, DIFFERENT, ServerDialogs
from waiting import PATIENCE, wait_until
from window_test import WindowTest

SHOP = "web-shop"


class ServersTest(ServerDialogs, WindowTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.file = self.folder / "realm.json"
        self.write({"realm": "staff", "clients": [], "users": []})

    def write(self, document):
        self.file.write_text(json.dumps(document, indent=2), encoding="utf-8")

    def client_there(self):
        document = json.loads(self.file.read_text(encoding="utf-8"))
        return next(client for client in document["clients"] if client["clientId"] == SHOP)

    def change_there(self, **members):
        document = json.loads(self.file.read_text(encoding="utf-8"))
        for client in document["clients"]:
            if client["clientId"] == SHOP:
                client.update(members)
        self.write(document)

    def add_server(self):
        command_line(self.database, "server", "add", "Repository", "--kind", "file", "--url", str(self.file),
                     "--format", "keycloak")

    def test_without_a_server_the_actions_say_where_to_add_one(self):
        window = self.open()
        for action in ("Compare with server", "Push to server", "Take from server"):
            button = window.win.button(action)
            self.assertFalse(button.enabled)
            self.assertIn("Settings > Servers", button.description)
        self.assert_no_network(window)
        self.close(window)

    def assert_no_network(self, window):
        """What speaks to servers is loaded when one is first spoken to."""
        self.assertNotIn("libQt6Network", Path(f"/proc/{window.app.proc.pid}/maps").read_text(encoding="utf-8"))

    def test_the_list_marks_what_drifted(self):
        self.add_server()
        command_line(self.database, "server", "push", "Repository", "--yes")
        self.change_there(baseUrl="https://there.example.com/")
        window = self.open()
        window.choose_client(SHOP)
        dialog = self.dialog(window, "Compare with server")
        self.assertEqual({SHOP: "Differs"}, self.compare(dialog))
        self.close_dialog(window, dialog, "Compare with server")
        clients = window.win.table("Client applications")
        wait_until(lambda: "Repository in 1 field" in clients.cell(clients.row_of(SHOP), "Client ID").description,
                   PATIENCE, "the mark of what drifted")
        self.assertGreater(clients.n_rows(), 1)
        window.win.check_box("Drifted").check()
        wait_until(lambda: [row[0] for row in clients.rows()] == [SHOP], PATIENCE, "what drifted alone")
        self.assert_no_network(window)
        self.close(window)

    def test_compare_push_one_field_and_compare_again(self):
        self.add_server()
        command_line(self.database, "server", "push", "Repository", "--yes")
        before = self.file.read_text(encoding="utf-8").splitlines()
        window = self.open()
        window.choose_client(SHOP)
        window.fill("Home page", "https://here.example.com/")
        window.save()

        dialog = self.dialog(window, "Compare with server")
        self.assertEqual({SHOP: "Differs"}, self.compare(dialog))
        (difference,) = dialog.table(DIFFERENT).rows()
        self.assertEqual(("Home page", "https://here.example.com/"), (difference[0], difference[1]))
        dialog.button("Push…").press()
        push = window.app.window("Push to server")
        self.plan(push, "Push")
        push.button("Push").press()
        self.say_in(push, "1 of 1 client application")
        self.assertEqual("https://here.example.com/", self.client_there()["baseUrl"])
        after = self.file.read_text(encoding="utf-8").splitlines()
        self.assertEqual(1, len([line for line in after if line not in before]))
        self.close_dialog(window, push, "Push to server")
        wait_until(lambda: dialog.table(COMPARED).rows() and dialog.table(COMPARED).rows()[0][1] == "The same", PATIENCE,
                   "the same after the push")
        self.close_dialog(window, dialog, "Compare with server")
        self.close(window)

    def test_a_conflict_waits_for_a_choice(self):
        self.add_server()
        command_line(self.database, "server", "push", "Repository", "--yes")
        command_line(self.database, "client", "set", SHOP, "client_uri=https://here.example.com/")
        self.change_there(baseUrl="https://there.example.com/")
        window = self.open()
        window.choose_client(SHOP)
        push = self.plan_with_conflict(window)
        rows = push.table("Fields of the client application").rows()
        self.assertIn(["Home page", "https://here.example.com/", "https://there.example.com/"],
                      [[row[0], row[2], row[3]] for row in rows])
        self.push_ours(push)
        self.assertEqual("https://here.example.com/", self.client_there()["baseUrl"])
        self.close_dialog(window, push, "Push to server")
        self.close(window)

    def test_what_was_changed_there_is_taken(self):
        self.add_server()
        command_line(self.database, "server", "push", "Repository", "--yes")
        self.change_there(baseUrl="https://there.example.com/")
        window = self.open()
        window.choose_client(SHOP)
        take = self.dialog(window, "Take from server")
        self.plan(take, "Take")
        take.button("Take").press()
        self.say_in(take, "changed: 1")
        self.close_dialog(window, take, "Take from server")
        wait_until(lambda: window.win.field("Home page").text == "https://there.example.com/", PATIENCE,
                   "the home page of there")
        self.close(window)


if __name__ == "__main__":
    unittest.main()
