"""Whether a secret lies around, in any of the forms in which programs write texts down."""
import base64


def traces(secret):
    """How a secret may lie around: as it is, in base64 at each of the three places of a longer text, in hexadecimal, and
    as UTF-16."""
    data = secret if isinstance(secret, bytes) else secret.encode()
    yield data
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + data)
        inner = encoded[(before * 8 + 5) // 6:len(encoded) - 4]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")
    for encoding in ("utf-16-le", "utf-16-be"):
        yield data.decode("latin-1").encode(encoding)
    yield data.hex().encode()
    yield data.hex().upper().encode()
