"""docs/reference/manifest.md: the keys of ``joincard.toml``, with what each wants."""

from __future__ import annotations

from joincard_sdk.manifest import reading

from tools.reference.markdown import cell, code, page, table

INTRODUCTION = f"""
`{reading.FILE_NAME}` stands inside the plugin's package and says what the plugin is. It is read before any
code of the plugin runs. It is TOML 1.0 in UTF-8, at most {reading.LARGEST // 1024} KiB, and holds only
these keys:
"""

SAMPLE = """
## A whole manifest

```toml file=joincard.toml
id = "example.education.library"
version = "1.0.0"
contract = ">=1.0,<2"
locales = ["en", "zh"]
facts = ["books_at_home"]

[name]
en = "Libraries"
zh = "图书馆"

[description]
en = "Borrow and read by card."
zh = "凭卡借书、阅览。"

[purposes.lending]
en = "To know who has a book at home."
zh = "记录图书由谁借出。"
```

A purpose is a sentence that the holder reads: why the plugin's services need data. A plugin whose services
disclose anything states at least one. `version` is also the version in `pyproject.toml`; the build compares
them.
"""


def text() -> str:
    """The page."""
    rows = (
        (code(key), "yes" if key in reading._REQUIRED else "no", cell(reading._WANTED[key]))
        for key in (*reading._REQUIRED, *reading._OPTIONAL)
    )
    return page("The manifest", INTRODUCTION, table(("key", "required", "expected"), rows), SAMPLE)
