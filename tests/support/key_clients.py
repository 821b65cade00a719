"""Two key pairs for tests, and what a client signs with one (RFC 7523 2.2)."""
import json
import subprocess
from pathlib import Path

PEER = Path(__file__).resolve().parent.parent / "e2e" / "peer"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

PRIVATE_KEY = {"kty": "EC", "crv": "P-256", "kid": "k1", "alg": "ES256",
               "x": "T_xwGE-824c3Kdm4P00DyeB6D9O_7whAtE_HcfhUY1w", "y": "VqMavCO7MawaEffJsOkHtAxZCtWn0fIYDKOeJt8MaT8",
               "d": "anVwx-2KnqFzDPhog1ilmh-E1BTd0cbdgKxVDRWhnWE"}
OTHER_KEY = {"kty": "EC", "crv": "P-256", "kid": "k1", "alg": "ES256",
             "x": "ifl17Q60Wb70CVl5tUFRm9MyWbT2ilQ_UsuFSEJ3vNc", "y": "PSfsQGz6b7Qx0cxwoX0M60wJ2GZNOZeQziMnRuyinMk",
             "d": "hSZS0yKz6Zmju0QEcaSwLq2DP3By3W4u6vGZ2OextPU"}
PUBLIC_KEY = {name: value for name, value in PRIVATE_KEY.items() if name != "d"}


def assertion(client_id, audience, private_key=PRIVATE_KEY):
    """The properties that stand for a secret in a request for a token."""
    job = {"client_id": client_id, "audience": audience, "private_key": private_key}
    signed = subprocess.run(["node", PEER / "assertion.mjs"], input=json.dumps(job).encode(), stdout=subprocess.PIPE,
                            check=True, timeout=60).stdout.decode().strip()
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}
