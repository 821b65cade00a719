"""What differs between a client application as it came in a file and as it is exported again, as JSON values."""
import json


def is_nothing(value):
    return value is None or value == ""


def differences(came, back, form, path=()):
    """Each as (path, came, back), with None where a side has nothing there. back may have more keys only where they say
    what a server takes for an absent one."""
    if is_nothing(came) and is_nothing(back):
        return
    if isinstance(came, dict) and isinstance(back, dict):
        for key in came:
            yield from differences(came[key], back.get(key), form, (*path, key))
        for key in back.keys() - came.keys():
            yield from additions(came, key, back[key], form, path)
    elif isinstance(came, list) and isinstance(back, list) and len(came) == len(back):
        for index, (old, new) in enumerate(zip(came, back)):
            yield from differences(old, new, form, (*path, index))
    elif not same(came, back, form.text_is_boolean):
        yield path, came, back


def additions(came, key, value, form, path):
    defaults = form.defaults(path, came)
    if key in defaults and value == defaults[key]:
        return
    if isinstance(value, dict):
        yield from differences({}, value, form, (*path, key))
    else:
        yield from differences(None, value, form, (*path, key))


def same(came, back, text_is_boolean):
    if text_is_boolean:
        came, back = boolean_of(came), boolean_of(back)
    return came == back and isinstance(came, bool) == isinstance(back, bool)


def boolean_of(value):
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def text_of(path):
    """As losses write it: attributes.logoUri, ClientSecrets[0].Value."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def covers(name, path):
    """Whether that property is the one at the path, holds it or lies in it."""
    name, path = name.lower(), path.lower()
    return any(longer == shorter or longer.startswith((f"{shorter}.", f"{shorter}["))
               for longer, shorter in ((name, path), (path, name)))


def is_rest(less, more):
    """Whether it is the other list with some elements left out, in the same order."""
    if not isinstance(less, list) or not isinstance(more, list):
        return False
    rest = iter(more)
    return all(element in rest for element in less)


def in_json(value):
    return json.dumps(value, ensure_ascii=False)
