"""What the tests of tests/e2e/cases say of a report and of the client applications that came in with it."""
import json

from command_line import DONE, REFUSED
from json_difference import covers, is_nothing

__unittest = True  # tracebacks begin at the row


class Words:
    """For CaseTest, which gives report, entries, stored, problems and back."""

    # --- the report ---
    def entry(self, who):
        """That of a client ID or a place."""
        return next((entry for entry in self.entries if who in (entry["client_id"], entry["place"])), {})

    def losses(self, client_id, name):
        return [loss["text"] for loss in self.entry(client_id).get("losses", []) if covers(loss["property"], name)]

    def texts(self, who):
        """All that the report says of it."""
        entry = self.entry(who)
        return [*entry.get("notes", []), *(f"{loss['property']}: {loss['text']}" for loss in entry.get("losses", []))]

    def told(self, who, *words):
        texts = self.texts(who)
        self.expect(any(all(word in text for word in words) for text in texts), who, f"told: {words}", texts)

    def told_of_file(self, *words):
        losses = [f"{loss['property']}: {loss['text']}" for loss in self.report["losses"]]
        self.expect(any(all(word in text for word in words) for text in losses), None, f"told of the file: {words}", losses)

    def left_out(self, client_id, name, *words):
        found = self.losses(client_id, name)
        self.expect(any(all(word in text for word in words) for text in found), client_id,
                    f"a loss of {name} that names {words}", self.texts(client_id))

    def refused(self, who, *words):
        entry = self.entry(who)
        self.expect(entry.get("status") == "refused", who, "refused", entry or self.entries)
        self.expect(all(word in (entry.get("error") or "") for word in words), who, f"an error that names {words}",
                    entry.get("error"))
        self.expect(who not in self.stored, who, "not taken", self.stored.get(who))

    def refused_whole(self, case, *words):
        path = self.open_case(case)
        before = self.content()
        ended = self.start("import", path, "--json")
        self.expect(ended.returncode == REFUSED, None, f"exit status {REFUSED}", ended.returncode)
        self.expect(all(word in ended.stderr for word in words), None, f"standard error says {words}", ended.stderr)
        self.expect(before == self.content(), None, "nothing is taken", ended.stdout)

    # --- what came in ---
    def shown(self, client_id):
        """As it is shown, once for all until forget() is called; nothing when it is not there."""
        if client_id not in self.seen:
            ended = self.start("client", "show", "--json", "--", client_id)
            self.seen[client_id] = json.loads(ended.stdout) if ended.returncode == DONE else {}
        return self.seen[client_id]

    def forget(self):
        self.seen = {}

    def enabled(self, *clients):
        for client_id in clients:
            entry, stored = self.entry(client_id), self.stored.get(client_id, {})
            self.expect((entry.get("status"), entry.get("enabled"), stored.get("enabled")) == ("new", True, True), client_id,
                        "enabled in the report and in the database", entry or "not in the report")

    def disabled(self, client_id, *words, but_not_for=()):
        """With a reason that holds these words."""
        entry, stored = self.entry(client_id), self.stored.get(client_id, {})
        self.expect((entry.get("enabled"), stored.get("enabled")) == (False, False), client_id,
                    "disabled in the report and in the database", entry or "not in the report")
        reasons = [text for text in self.texts(client_id) if "disabled" in text.lower()]
        said = any(all(word in text for word in words) for text in reasons)
        too_much = [word for word in but_not_for if any(word in text for text in reasons)]
        self.expect(said and not too_much, client_id, f"disabled, for {words} and not for {but_not_for}",
                    self.texts(client_id))

    def title_is_client_id(self, *clients):
        for client_id in clients:
            title = self.stored.get(client_id, {}).get("title")
            self.expect(title == client_id, client_id, "its client ID as its title", title)
            notes = self.entry(client_id).get("notes", [])
            said = any("title" in note.lower() and (client_id in note or "client ID" in note) for note in notes)
            self.expect(said, client_id, "a note that its client ID became its title", notes)

    def values(self, client_id, /, **expected):
        shown = self.shown(client_id)
        for key, value in expected.items():
            came = shown.get(key)
            self.expect(came == value and type(came) is type(value), client_id, f"{key} {value!r}", repr(came))

    def no_problem(self, client_id, *columns):
        found = [problem for problem in self.problems if problem["client_id"] == client_id and problem["column"] in columns]
        self.expect(not found, client_id, f"no problem of {columns}", found)

    def warning(self, client_id, column, *words):
        """The entry of a check that stops nothing; column None: of any."""
        problems = [problem for problem in self.problems if problem["client_id"] == client_id]
        found = [problem for problem in problems if problem["severity"] == "warning" and not problem["stops_enabled"]
                 and column in (None, problem["column"]) and all(word in problem["text"] for word in words)]
        self.expect(found, client_id, f"a warning of {column or 'any column'} that names {words}", problems)
        return found[0] if found else None

    def risk(self, client_id, column, *words, typed=None):
        """typed: the same value, where one that is typed anew is an error."""
        found = self.warning(client_id, column, *words)
        if found:
            self.risks.append((client_id, found))
        if typed is not None:
            self.type_anew_later(client_id, column, typed)

    def server_knows_secret(self, *clients):
        """Each has one secret, which only the server knows."""
        for client_id in clients:
            secrets = self.shown(client_id).get("secrets", [])
            self.expect([secret.get("only_server_knows") for secret in secrets] == [True], client_id,
                        "one secret that only the server knows", secrets)

    def goes_back(self, client_id, expected, within=None):
        """These keys with these values to the letter, whatever the report names; None: without the key."""
        client = self.back.get(client_id, {})
        client = client.get(within, {}) if within else client
        for key, value in expected.items():
            came = client.get(key)
            self.expect(came == value or is_nothing(came) and value is None, client_id,
                        f"back: {within or ''} {key} {value!r}", repr(came))
