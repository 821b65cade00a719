"""The words in which the tests of tests/e2e/cases say what is right for a file of tests/data/cases.

take() imports a file into a fresh database and holds of every client application that came in what is right for all:
it goes back as it came, and after a change of its title it differs in its title alone. A check that fails does not stop
those after it; each failure names case and client application, what was expected, and what came."""
import json
import pathlib
import sys
import unittest

from case_formats import FORMATS, format_named_in, secrets_in
from case_words import Words
from command_line import DONE, REFUSED
from json_difference import covers, differences, in_json, is_nothing, is_rest, text_of
from risks import TypedAnew
from workplace import Workplace

CASES = pathlib.Path(__file__).parents[1] / "data" / "cases"
NEW_TITLE = "Renamed by hand"
REASON = "It has run so for years"
__unittest = True  # tracebacks begin at the row


class CaseTest(Words, TypedAnew, Workplace):
    def setUp(self):
        super().setUp()
        self.faults = []
        self.form = None
        self.entries, self.stored, self.problems, self.risks = [], {}, [], []
        self.forget()
        self.secrets = set()

    def tearDown(self):
        self.finish()
        self.check_that_risks_typed_anew_are_errors()
        self.check_that_no_secret_is_said()
        super().tearDown()
        if self.faults:
            self.fail("\n".join(["", *self.faults]))

    def expect(self, holds, client, expected, came):
        if not holds:
            self.faults.append(f"{self.case} {client or ''}\n    expected {expected}\n    came     {came}")

    # --- the file comes in, and goes back ---
    def take(self, case, *options, status=DONE, form=None, not_kept=None, adds=()):
        """not_kept: the properties by client ID that its report names as not kept, because they cannot be.
        adds: the lists that go back with more in them."""
        ended = self.start("import", self.open_case(case), *options, "--json")
        self.assertIn(ended.returncode, (DONE, REFUSED), ended.stderr)
        self.assertTrue(ended.stdout, f"{case} is refused whole: {ended.stderr}")
        self.report = json.loads(ended.stdout)
        self.entries = self.report["clients"]
        form = form or format_named_in(case)
        self.expect(self.report["format"] == form, None, f"recognized as {form}", self.report["format"])
        self.expect(ended.returncode == status, None, f"exit status {status}", ended.returncode)
        self.look()
        self.form = FORMATS.get(form)
        if self.form:
            self.form_name = form
            self.adds = adds
            self.go_back(not_kept or {})

    def open_case(self, case):
        self.case = case
        path = CASES / f"{case}.json"
        self.text = path.read_bytes().decode("utf-8-sig", "replace")
        try:
            self.secrets |= secrets_in(FORMATS["identityserver"].read(self.text))  # the reader that knows of comments
        except ValueError:
            pass  # one that nobody can read
        return path

    def look(self):
        self.forget()
        self.stored = {client["client_id"]: client for client in self.json("client", "list")}
        self.problems = json.loads(self.start("client", "check", "--json").stdout)

    def go_back(self, not_kept):
        came = self.form.clients(self.form.read(self.text))
        self.back, self.told_back = self.exported(self.form_name)
        for client_id in self.stored:
            if client_id not in came:
                continue
            left_out = self.form.enabled is None and not self.stored[client_id]["enabled"]
            self.expect((client_id in self.back) != left_out, client_id, "left out of its own format" if left_out else
                        "exported in its own format", sorted(self.back))
            if left_out:
                self.expect(f"{client_id}: " in self.told_back, client_id, "told that it is left out", self.told_back)
            elif client_id in self.back:
                self.compare(client_id, came[client_id], not_kept.get(client_id, ()))
            if self.stored[client_id]["grant_type"] == "authorization_code":
                self.check_pkce(client_id, came[client_id])

    def compare(self, client_id, came, not_kept):
        if not self.stored[client_id]["enabled"] and self.back[client_id].get(self.form.enabled) is False:
            came = {**came, self.form.enabled: False}
        for path, old, new in differences(came, self.back[client_id], self.form):
            name = text_of(path)
            named = any(covers(lost, name) for lost in not_kept) and self.losses(client_id, name)
            less = is_nothing(old) or is_nothing(new) or is_rest(new, old)
            more = path[0] in self.adds and (is_nothing(old) or is_rest(old, new))
            self.expect(named and less or more, client_id, f"back: {name} {in_json(old)}", in_json(new))

    def check_pkce(self, client_id, came):
        """What a file says of PKCE, or that its format has no word for it."""
        client = self.stored[client_id]
        if self.form_name == "keycloak":
            attributes = came.get("attributes") or {}
            required = not is_nothing(attributes.get("pkce.code.challenge.method"))
            self.check_logout(client_id, attributes.get("post.logout.redirect.uris"))
            if not required:
                self.warning(client_id, "require_pkce", "PKCE")
        elif self.form_name in ("rfc7591", "hydra", "glewlwyd"):
            required = True
        else:
            return
        self.expect(client["require_pkce"] is required, client_id, f"require_pkce {required}", client["require_pkce"])

    def check_logout(self, client_id, attribute):
        client = self.stored[client_id]
        if attribute == "-" or attribute == "+" or is_nothing(attribute):
            expected = [] if attribute == "-" else client["login_redirects"]
            self.expect(client["logout_redirects"] == expected, client_id, f"logout_redirects {expected}",
                        client["logout_redirects"])

    def exported(self, form, *clients):
        """The client applications by ID, and what was told; the document itself is self.document."""
        path = self.folder / f"exported.{form}.json"
        chosen = [f"--client={client}" for client in clients]  # which may begin with -
        ended = self.run_for(DONE, "export", "--format", form, "--include-secrets", "--yes", *chosen, "--output", path)
        self.exported_text = path.read_text("utf-8")
        self.document = json.loads(self.exported_text)
        known = FORMATS.get(form, FORMATS["rfc7591"])
        return known.clients(known.folded(self.document)), ended.stderr

    def finish(self):
        """What is done last, because it changes what came in."""
        if self.form and self.stored:
            self.change_titles()
        self.accept_risks()
        self.stored, self.risks = {}, []

    def change_titles(self):
        for client_id in self.stored:
            ended = self.start("client", "set", "--", client_id, f"title={NEW_TITLE}")
            self.expect(ended.returncode == DONE, client_id, "its title can be changed", ended.stderr)
        changed, _ = self.exported(self.form_name)
        for client_id in self.stored.keys() & self.back.keys():
            old, new = self.back[client_id], changed.get(client_id, {})
            keys = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
            title = [key for key in keys if key.startswith(self.form.title) and new.get(key) == NEW_TITLE]
            self.expect(len(keys) == 1 and title, client_id, f"after a change of its title {self.form.title} alone differs",
                        {key: (old.get(key), new.get(key)) for key in sorted(keys)})

    def accept_risks(self):
        for client_id, risk in self.risks:
            value = risk.get("value")
            named = [] if is_nothing(value) else ["--value", value if isinstance(value, str) else in_json(value)]
            ended = self.start("client", "accept-risk", "--rule", risk.get("rule", ""), *named, "--reason", REASON,
                               "--", client_id)
            self.expect(ended.returncode == DONE, client_id, f"the risk can be accepted: {risk}", ended.stderr)
        self.forget()
        left = json.loads(self.start("client", "check", "--json").stdout) if self.risks else []
        for client_id, risk in self.risks:
            self.expect(risk not in left, client_id, f"gone once it is accepted: {risk}", "still there")
            accepted = self.shown(client_id).get("accepted_risks", [])
            noted = any(entry.get("rule") == risk.get("rule") and entry.get("reason") == REASON and entry.get("by")
                        and entry.get("at") for entry in accepted)
            self.expect(noted, client_id, f"accepted_risks says of {risk.get('rule')} by whom, when and why", accepted)

    def check_that_no_secret_is_said(self):
        self.start("audit", "list", "--json")
        said = [*self.said, ("the database", "\n".join(self.content()))]
        for secret in self.secrets:
            for text in {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}:
                places = [arguments for arguments, output in said if text in output]
                self.expect(not places, None, "no secret is said", f"one of {len(secret)} characters, by {places}")


def main():
    """python3 test_redirects.py 71 runs the test of that case alone."""
    unittest.main(argv=[sys.argv[0], *(f"-ktest_{word}_" if word.isdigit() else word for word in sys.argv[1:])])
