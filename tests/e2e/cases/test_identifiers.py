"""Client IDs and secrets."""
import json
import re

from cases import CaseTest, main
from command_line import DONE, REFUSED

IN_CLEAR = ("rfc7591", "oidc-provider", "keycloak", "skoruba", "hydra", "glewlwyd")
SECRET = "Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ"


class IdentifiersTest(CaseTest):
    def test_22_client_ids(self):
        long = 150 * "x"
        unusual = {"urn:appname": ":", "https://adfs.example.com/client": ":",
                   "abc:44c32065-0000-4000-8000-000000000000": ":", "api://6f1d0000-aaaa-4bbb-8ccc-000000000000": ":",
                   "1PpG/Q 1": "/", "a+b": "+", "user@example.com": "@",
                   long: "150"}
        self.take("22-client-ids", status=REFUSED)
        self.enabled(*unusual)
        for client_id, word in unusual.items():
            self.values(client_id, client_id=client_id)
            self.risk(client_id, "client_id", word, typed=client_id)
        self.refused("prijs-é", "é")
        clients, told = self.exported("glewlwyd")
        self.expect(long not in clients, long, "left out in glewlwyd", sorted(clients))
        self.expect(any(line.startswith(f"{long}: ") and "128" in line for line in told.splitlines()), long,
                    "named in the loss report of glewlwyd", told)
        self.finish()
        for client_id in unusual:
            for command in (("secret", "add"), ("client", "delete", "--yes")):
                ended = self.start(*command, "--", client_id)
                self.expect(ended.returncode == DONE, client_id, f"{' '.join(command)} finds it", ended.stderr)
            self.forget()
            self.expect(not self.shown(client_id), client_id, "deleted", "still there")

    def test_31_twice(self):
        self.take("31-rfc7591-duplicates", status=REFUSED)
        self.enabled("Shop", "other")
        self.values("Shop", title="one")
        self.values("other", title="three")
        self.refused("shop", "clients[0]", "clients[1]", "small letters")
        self.refused("clients[3]", "clients[2]", "clients[3]")

    def test_23_characters_of_secrets(self):
        self.take("23-rfc7591-secret-characters")
        secrets = {client["client_id"]: client["client_secret"] for client in json.loads(self.text)}
        self.enabled("special0", "special1", "special2", "special3")
        for client_id in ("special0", "special1", "special2", "special3"):
            self.has_secrets(client_id, 1)
        self.risk("special2", "secrets", "9", typed=secrets["special2"])
        self.left_out("special4", "client_secret")
        self.disabled("special4", "secret")
        self.has_secrets("special4", 0)
        for form in IN_CLEAR:
            self.exported(form)
            for client_id in ("special0", "special1", "special3"):
                self.expect(secrets[client_id] in texts_in(self.document), client_id, f"its secret to the letter in {form}",
                            "another or none")

    def has_secrets(self, client_id, count):
        secrets = self.shown(client_id).get("secrets", [])
        self.expect(len(secrets) == count, client_id, f"{count} secrets", secrets)

    def test_73_masked_and_short_secrets(self):
        self.take("73-keycloak-masked-and-short-secret", not_kept={"masked": ["secret"]})
        self.enabled("masked", "short", "none")
        self.server_knows_secret("masked", "none")
        self.left_out("masked", "secret", "masked")
        for client_id in ("masked", "none"):
            self.goes_back(client_id, {"secret": None})
        self.expect("**********" not in self.exported_text, None, "no mask is written", self.exported_text)
        self.has_secrets("short", 1)
        self.risk("short", "secrets", "6", typed="pa55wd")
        last_four = [secret["last_four"] for secret in self.shown("short").get("secrets", [])]
        self.expect(last_four == [""], "short", "last_four is empty", last_four)

    def test_15_placeholders(self):
        self.take("15-keycloak-placeholders", not_kept={"grafana": ["redirectUris"]})
        placeholders = {client["clientId"]: client["secret"] for client in json.loads(self.text)["clients"]}
        self.server_knows_secret(*placeholders)
        self.title_is_client_id(*placeholders)
        for client_id, text in placeholders.items():
            self.left_out(client_id, "secret", "where")
            self.goes_back(client_id, {"secret": text})
        self.enabled(*(client_id for client_id in placeholders if client_id != "grafana"))
        for redirect in ("${GF_URL}/*", "${GF_URL}/login/generic_oauth"):
            self.left_out("grafana", "redirectUris", redirect)
        self.disabled("grafana", "redirect", but_not_for=("Title", "secret"))
        self.goes_back("grafana", {"rootUrl": "${GF_URL}"})
        for form in ("rfc7591", "oidc-provider", "identityserver", "skoruba", "hydra", "glewlwyd"):
            self.exported(form)
            for client_id, text in placeholders.items():
                written = any(text in other for other in texts_in(self.document))
                self.expect(not written, client_id, f"no {text} in {form}", self.exported_text)

    def test_42_kinds_of_secrets(self):
        lost = {client_id: ["ClientSecrets"] for client_id in ("sha512", "plain")}
        self.take("42-identityserver-secrets", "--identity", "svc", status=REFUSED, not_kept=lost, adds={"claims"})
        self.values("certs", client_authentication="private_key")
        self.disabled("certs", "key")
        missing = [text for text in self.texts("certs") if re.search(r"\bn\b", text) and re.search(r"\be\b", text)]
        self.expect(missing, "certs", "told that the key lacks n and e", self.texts("certs"))
        types = [secret.get("type") for secret in self.back.get("certs", {}).get("clientsecrets", [])]
        self.expect(types == ["X509Thumbprint", "JWK"], "certs", "back: both ClientSecrets with their Type", types)
        self.disabled("sha512", "secret")
        self.left_out("sha512", "ClientSecrets[0]", "SHA-512")
        self.disabled("plain", "secret")
        self.left_out("plain", "ClientSecrets[0]", "import it as skoruba")
        self.refused("strings", "strings", "ClientSecrets[0]")

    def test_51_rotated_secret(self):
        self.take("51-keycloak-rotated-secret")
        self.enabled("rot")
        self.title_is_client_id("rot")
        secrets = sorted((secret["created_at"], secret["expires_at"]) for secret in self.shown("rot").get("secrets", []))
        end = "2030-01-01T00:00:00Z"
        self.expect(secrets == [("2023-03-28T10:40:00Z", end), ("2023-07-22T04:26:40Z", end)], "rot",
                    "two secrets, created and ending as in the file", secrets)
        self.goes_back("rot", {"secret": SECRET})
        self.goes_back("rot", json.loads(self.text)["clients"][0]["attributes"], "attributes")
        self.disabled("exp", "expired")
        ends = [secret["expires_at"] for secret in self.shown("exp").get("secrets", [])]
        self.expect(ends == ["2020-09-13T12:26:40Z"], "exp", "one secret that has expired", ends)

    def test_102_secrets_in_words(self):
        self.take("102-keycloak-secrets-in-words", not_kept={"eight": ["secret"]})
        self.enabled("one", "two", "three", "four", "five", "six", "seven", "eight")
        sizes = {"one": 8, "two": 9, "three": 10, "four": 18, "five": 8}
        for client_id, size in sizes.items():
            self.has_secrets(client_id, 1)
            self.risk(client_id, "secrets", str(size))
        self.server_knows_secret("six", "seven", "eight")


def texts_in(value):
    if isinstance(value, str):
        return [value]
    elements = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for element in elements for text in texts_in(element)]


if __name__ == "__main__":
    main()
