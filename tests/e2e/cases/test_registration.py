"""What npm oidc-provider answers to a registration (RFC 7591 3.2.1), taken as a file: it goes back as it came."""
import json

from cases import CaseTest, main
from registrar import Registrar

REGISTERED = [
    {"redirect_uris": ["https://a.example.com/cb"]},
    {"redirect_uris": ["https://b.example.com/cb"], "client_name": "B", "contacts": ["b@example.com"],
     "policy_uri": "https://b.example.com/privacy", "logo_uri": "https://b.example.com/logo.png", "default_max_age": 300,
     "post_logout_redirect_uris": ["https://b.example.com/bye"], "scope": "openid profile offline_access",
     "grant_types": ["authorization_code", "refresh_token"]},
    {"redirect_uris": ["com.example.c:/cb", "http://127.0.0.1/cb"], "application_type": "native",
     "token_endpoint_auth_method": "none"},
    {"redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"], "scope": "api"},
]


class Registration(CaseTest):
    def test_answers_of_a_server(self):
        with Registrar() as server:
            answers = [server.register(**metadata) for metadata in REGISTERED]
        (self.folder / "answers.json").write_text(json.dumps(answers))
        ids = [answer["client_id"] for answer in answers]
        self.take(str(self.folder / "answers"), form="rfc7591",
                  not_kept={client_id: ["registration_access_token"] for client_id in ids})
        self.enabled(*ids)
        again = self.json("import", self.folder / "exported.rfc7591.json", "--format", "rfc7591",
                          "--on-conflict", "overwrite")
        self.assertEqual({client_id: "unchanged" for client_id in ids},
                         {client["client_id"]: client["status"] for client in again["clients"]})


if __name__ == "__main__":
    main()
