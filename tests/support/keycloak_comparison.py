"""Whether two representations of a client application in Keycloak's admin API say the same."""
import json
from dataclasses import dataclass

# What a server makes up, and what it never tells.
MADE_UP = {"id", "secret", "registrationAccessToken"}
MADE_UP_ATTRIBUTES = {"client.secret.creation.time"}
SECRETS = {"attributes.client.secret.rotated"}
LOGOUT_REDIRECTS = "post.logout.redirect.uris"
LOGIN_REDIRECTS = "+"  # which Keycloak makes of absent logout redirects in a realm file
SHOWN = 160  # characters of a value


@dataclass(frozen=True)
class Difference:
    """One property, as "attributes.NAME" or "protocolMappers.NAME" where it stands inside; None: it is not there."""
    property: str
    before: object
    after: object

    def __str__(self):
        if self.property in SECRETS:
            return f"{self.property}: another secret"
        return f"{self.property}: {shown(self.before)} became {shown(self.after)}"


def shown(value):
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def differences(before, after):
    """All of two representations, as JSON values; lists as sets, since Keycloak gives them in any order."""
    before, after = properties(before), properties(after)
    return [Difference(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)]


def properties(representation):
    """By name, in one order, without what is empty: that is the same as what is absent."""
    found = {name: value for name, value in representation.items()
             if name not in MADE_UP | {"attributes", "protocolMappers"}}
    for name, value in representation.get("attributes", {}).items():
        if name not in MADE_UP_ATTRIBUTES:
            found[f"attributes.{name}"] = logout_redirects(value) if name == LOGOUT_REDIRECTS else value
    for mapper in representation.get("protocolMappers", []):
        found[f"protocolMappers.{mapper['name']}"] = {key: value for key, value in mapper.items()
                                                      if key not in ("id", "name")}
    return {name: ordered(value) for name, value in found.items() if value not in (None, "", [], {})}


def logout_redirects(value):
    return value.split("##") if value not in ("", LOGIN_REDIRECTS) else []


def ordered(value):
    if isinstance(value, list):
        return sorted(map(ordered, value), key=json.dumps)
    if isinstance(value, dict):
        return {key: ordered(one) for key, one in sorted(value.items())}
    return value
