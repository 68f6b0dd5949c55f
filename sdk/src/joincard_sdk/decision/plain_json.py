"""The standard library's JSON with the shape of orjson's: bytes out."""

import json
from typing import Any


def loads(body: bytes) -> Any:
    """Parse JSON. Raises ``ValueError``."""
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("JSON nested too deep") from None


def dumps(value: object) -> bytes:
    """Compact JSON as UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
