"""What the tests of tests/data/cases know of each format: where its client applications stand, which keys give their ID,
title and whether they are enabled, and what a server takes for a key that is absent."""
import json
import re
from dataclasses import dataclass
from typing import Callable

TOP = ()  # the path of the client application itself; a path is a tuple of keys and indices


def keycloak_defaults(path, came):
    if path == ("attributes",):
        return {"use.refresh.tokens": "true", "display.on.consent.screen": "false"}
    if path != TOP:
        return {}
    defaults = {"enabled": True, "protocol": "openid-connect", "clientAuthenticatorType": "client-secret",
                "standardFlowEnabled": True, "fullScopeAllowed": came.get("consentRequired") not in (True, "true"),
                "attributes": {}, "authenticationFlowBindingOverrides": {}, "redirectUris": [], "protocolMappers": []}
    off = ("publicClient", "bearerOnly", "implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled",
           "consentRequired", "frontchannelLogout", "surrogateAuthRequired", "alwaysDisplayInConsole",
           "authorizationServicesEnabled")
    defaults |= {name: False for name in off}
    # With one list in the file the other is empty; with none of them both are the realm's.
    scopes = ("defaultClientScopes", "optionalClientScopes")
    if any(name in came for name in scopes):
        defaults |= {name: [] for name in scopes}
    return defaults


def metadata_defaults(path, came):
    if path != TOP:
        return {}
    return {"token_endpoint_auth_method": "client_secret_basic", "grant_types": ["authorization_code"],
            "response_types": ["code"], "client_secret_expires_at": 0, "require_auth_time": False}


def rfc7591_defaults(path, came):
    own_scheme = any(not re.match("https?:", uri, re.IGNORECASE) for uri in came.get("redirect_uris", []))
    declared = {"require_pkce": True, "application_type": "native" if own_scheme else "web"} if path == TOP else {}
    return metadata_defaults(path, came) | declared


def hydra_defaults(path, came):
    off = ("skip_consent", "skip_logout_consent", "frontchannel_logout_session_required",
           "backchannel_logout_session_required")
    return metadata_defaults(path, came) | ({name: False for name in off} if path == TOP else {})


def glewlwyd_defaults(path, came):
    return {"enabled": True, "confidential": False, "post_logout_redirect_uris": []} if path == TOP else {}


def identityserver_defaults(path, came):
    if len(path) == 2 and path[0] == "clientsecrets":
        return {"type": "SharedSecret"}
    if path != TOP:
        return {}
    on = ("enabled", "requireclientsecret", "requirepkce", "allowrememberconsent", "enablelocallogin")
    off = ("requireconsent", "allowofflineaccess", "alwaysincludeuserclaimsinidtoken", "updateaccesstokenclaimsonrefresh",
           "allowplaintextpkce", "requirerequestobject", "allowaccesstokensviabrowser", "alwayssendclientclaims")
    lists = ("clientsecrets", "redirecturis", "postlogoutredirecturis", "allowedcorsorigins", "allowedscopes", "claims",
             "clientclaims")
    return {name: True for name in on} | {name: False for name in off} | {name: [] for name in lists} | {
        "protocoltype": "oidc", "clientclaimsprefix": "client_", "identitytokenlifetime": 300, "accesstokenlifetime": 3600,
        "properties": {}}


@dataclass(frozen=True)
class Format:
    client_id: str
    title: str
    enabled: str | None                       # None: the format cannot say it and leaves those out that are disabled
    defaults: Callable[[tuple, dict], dict]   # of the object at a path, as it came
    ignores_case: bool = False                # of keys
    text_is_boolean: bool = False             # "true" is read as true

    def read(self, text):
        return self.folded(json.loads(without_comments(text)) if self.ignores_case else json.loads(text))

    def folded(self, value):
        if not self.ignores_case:
            return value
        if isinstance(value, dict):
            return {key.lower(): self.folded(element) for key, element in value.items()}
        return [self.folded(element) for element in value] if isinstance(value, list) else value

    def clients(self, document):
        """Each as it stands there, by client ID; those without one are left out, and of two with one ID the first counts."""
        found = {}
        for client in clients_below(document) or ([document] if isinstance(document, dict) else []):
            client_id = client.get(self.client_id) if isinstance(client, dict) else None
            if isinstance(client_id, str):
                found.setdefault(client_id, client)
        return found


FORMATS = {
    "keycloak": Format("clientId", "name", "enabled", keycloak_defaults, text_is_boolean=True),
    "rfc7591": Format("client_id", "client_name", None, rfc7591_defaults),
    "hydra": Format("client_id", "client_name", None, hydra_defaults),
    "glewlwyd": Format("client_id", "name", "enabled", glewlwyd_defaults),
    "identityserver": Format("clientid", "clientname", "enabled", identityserver_defaults, True, True),
    "skoruba": Format("clientid", "clientname", "enabled", identityserver_defaults, True, True),
}


def format_named_in(case):
    """The second word of a case's name, or rfc7591."""
    word = case.split("-")[1]
    return word if word in FORMATS else "rfc7591"


def clients_below(document):
    """The list of client applications in it, in whatever section; .NET takes the children of an object for one, too."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    for key, value in document.items():
        if key.lower() == "clients" and isinstance(value, (list, dict)):
            return value if isinstance(value, list) else list(value.values())
    return next((found for found in map(clients_below, filter(is_object, document.values())) if found), [])


def is_object(value):
    return isinstance(value, dict)


def without_comments(text):
    """JSON of .NET: without its comments and trailing commas, and texts as they are."""
    text = re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', lambda found: found[1] or "", text, flags=re.DOTALL)
    return re.sub(r'("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])', lambda found: found[1] or "", text)


# --- secrets ---
SECRET_KEYS = {"secret", "client_secret", "clientsecret", "client.secret.rotated", "registration_access_token"}
NO_SECRET = re.compile(r"\**|.*(\$\{|\$\(|\{\{|#\{).*|<.*>|%\w+%|REDACTED|secret")
HASH = re.compile(r"[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")


def secrets_in(value):
    """Every text in it that is a secret or a token, neither a hash nor a mask nor the name of where a secret is."""
    if isinstance(value, list):
        return set().union(*map(secrets_in, value))
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, element in value.items():
        if key.lower() in SECRET_KEYS and isinstance(element, str):
            found.add(element)
        elif key.lower() == "clientsecrets" and isinstance(element, list):
            found |= {shared for secret in element if is_object(secret) if (shared := shared_secret(secret))}
        else:
            found |= secrets_in(element)
    return {text for text in found if not NO_SECRET.fullmatch(text)}


def shared_secret(secret):
    secret = {key.lower(): element for key, element in secret.items()}
    text = secret.get("value", "")
    return None if secret.get("type", "SharedSecret") != "SharedSecret" or HASH.fullmatch(text) else text
