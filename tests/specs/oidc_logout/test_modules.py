"""Every module of the two plans has a test here, named after it."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
RP_INITIATED = (
    "oidcc-rp-initiated-logout-discovery-endpoint-verification",
    "oidcc-rp-initiated-logout",
    "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-modified-id-token-hint",
    "oidcc-rp-initiated-logout-no-id-token-hint",
    "oidcc-rp-initiated-logout-no-params",
    "oidcc-rp-initiated-logout-no-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-no-state",
    "oidcc-rp-initiated-logout-only-state",
    "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-bad-id-token-hint",
)
BACK_CHANNEL = (
    "oidcc-backchannel-logout-discovery-endpoint-verification",
    "oidcc-backchannel-rp-initiated-logout",
)


def test_each_module_has_one() -> None:
    written = [
        found.name
        for file in HERE.glob("test_*.py")
        for found in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(found, ast.FunctionDef) and found.name.startswith("test_oidcc_")
    ]
    modules = [*RP_INITIATED, *BACK_CHANNEL]
    assert sorted(written) == sorted("test_" + re.sub(r"\W", "_", module) for module in modules)
    assert (len(RP_INITIATED), len(BACK_CHANNEL)) == (11, 2)
