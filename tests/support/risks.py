"""What comes in as a risk is an error where it is typed anew."""
import json

from command_line import DONE, REFUSED

ID = "typed"
TITLE = "title=Typed"
SECRET = "k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5.Yx"


class TypedAnew:
    """For CaseTest, which gives start(), begin_afresh() and expect()."""

    def setUp(self):
        super().setUp()
        self.typed = []

    def type_anew_later(self, client_id, column, value):
        self.typed.append((client_id, column, value))

    def check_that_risks_typed_anew_are_errors(self):
        """In a fresh database, where nothing of the kind is stored."""
        if not self.typed:
            return
        checked = self.folder, self.database, self.settings
        self.begin_afresh()
        for client_id, column, value in self.typed:
            ended = self.type_anew(column, value)
            self.expect(ended.returncode == REFUSED and ended.stderr, client_id,
                        f"{column} {value!r} typed anew is an error", f"exit status {ended.returncode} {ended.stderr}")
            self.start("client", "delete", ID, "--yes")
        self.folder, self.database, self.settings = checked

    def type_anew(self, column, value):
        if column == "client_id":
            return self.start("client", "add", value, TITLE)
        if column == "secrets":
            self.add()
            return self.start("secret", "add", ID, "--stdin", input=f"{value}\n")
        if column in ("identity", "api_scopes"):
            return self.enable_machine(**{column: value})
        if column == "require_pkce":
            return self.start("client", "add", ID, TITLE, "client_authentication=none", "require_pkce=false")
        return self.start("client", "add", ID, TITLE, f"{column}={json.dumps([value])}")

    def add(self, *values):
        ended = self.start("client", "add", ID, TITLE, *values)
        self.expect(ended.returncode == DONE, ID, f"it can be added with {values}", ended.stderr)

    def enable_machine(self, identity="svc", api_scopes=("api",)):
        """It can be stored so, and not enabled."""
        self.add("grant_type=client_credentials", "support_openid=false", "support_api=true", f"identity={identity}",
                 f"api_scopes={json.dumps(list(api_scopes))}")
        self.start("secret", "add", ID, "--stdin", input=f"{SECRET}\n")
        return self.start("client", "enable", ID)
