"""Reading ``joincard.toml``: strictly, and to the end, so that an author mends every mistake at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from joincard_sdk.bundle.contract import CONTRACT, ContractRange
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.checks.languages import untranslated
from joincard_sdk.manifest.model import LOCALES, NAME, Manifest, ManifestError, PluginId
from joincard_sdk.texts import Text, TextError

FILE_NAME = "joincard.toml"
LARGEST = 64 * 1024  # bytes; a manifest is a page, not a book

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)
_REQUIRED = ("id", "version", "contract", "locales", "name", "description")
_OPTIONAL = ("facts", "purposes")


def read(path: Path, shown_as: str = "") -> Manifest:
    """Read a manifest file. Raises ``ManifestError`` with every mistake; runs nothing of the plugin."""
    name = shown_as or str(path)
    try:
        with path.open("rb") as file:
            written = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise ManifestError((finding("manifest.missing", f"{name}: {reason}.", file=name),)) from None
    return parse(written, name)


def parse(written: bytes, file: str = FILE_NAME) -> Manifest:
    """Read the bytes of a manifest. Raises ``ManifestError`` with every mistake."""
    if len(written) > LARGEST:
        raise ManifestError(
            (finding("manifest.unreadable", f"The manifest is over {LARGEST} bytes.", file=file),)
        )
    try:
        text = written.decode("utf-8")
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ManifestError(
            (finding("manifest.unreadable", f"{error}.", file=file, line=_toml_line(error)),)
        ) from None
    reader = _Reader(file, text)
    manifest = reader.manifest(table)
    if manifest is None or reader.findings:
        raise ManifestError(tuple(reader.findings))
    return manifest


def _toml_line(error: Exception) -> int:
    place = re.search(r"at line (\d+)", str(error))
    return int(place.group(1)) if place else 0


class _Reader:
    """Reads a table and collects what is wrong with it, so that an author mends all of it at once."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.findings: list[Finding] = []

    def manifest(self, table: Mapping[str, object]) -> Manifest | None:
        """The manifest, or ``None`` after findings."""
        self._keys(table)
        plugin_id = self._id(table.get("id"))
        version = self._version(table.get("version"))
        contract = self._contract(table.get("contract"))
        locales = self._locales(table.get("locales"))
        name, description = (self._text(key, table.get(key)) for key in ("name", "description"))
        facts = self._facts(table.get("facts", []))
        purposes = self._purposes(table.get("purposes", {}))
        if not (plugin_id and version and contract and name and description):
            return None
        return Manifest(plugin_id, version, contract, name, description, locales, facts, purposes)

    def _wrong(
        self, key: str, found: str, expected: str, instead: str, code: str = "manifest.wrong-value"
    ) -> None:
        line = self._line(key)
        self.findings.append(
            finding(code, found, expected=expected, instead=instead, file=self.file, line=line)
        )

    def _line(self, key: str) -> int:
        """The line that sets ``key``, or the header of its table; 1 where neither stands."""
        name = re.escape(key)
        wanted = re.compile(rf"\s*(?:\[\s*{name}\s*[\].]|\[purposes\.{name}\s*\]|\"?{name}\"?\s*[=.])")
        return next((n for n, line in enumerate(self.lines, 1) if wanted.match(line)), 1)

    def _keys(self, table: Mapping[str, object]) -> None:
        allowed = (*_REQUIRED, *_OPTIONAL)
        listed = "one of " + ", ".join(allowed)
        for key in table:
            if key not in allowed:
                self._wrong(
                    key, f"{key!r} is not a key of the manifest.", listed, "remove it", "manifest.unknown-key"
                )
        for key in _REQUIRED:
            if key not in table:
                self._wrong(
                    key, f"The manifest has no {key!r}.", _WANTED[key], f"add {key}", "manifest.missing-key"
                )

    def _string(self, key: str, value: object) -> str | None:
        """A text; a missing key has been told already."""
        if value is None or isinstance(value, str):
            return value
        self._wrong(key, f"{key!r} is {_kind(value)}.", _WANTED[key], "write a text in double quotes")
        return None

    def _id(self, value: object) -> PluginId | None:
        text = self._string("id", value)
        if text is None:
            return None
        try:
            return PluginId.parse(text)
        except ValueError as error:
            self._wrong("id", f"{error}.", _WANTED["id"], 'write it like id = "zhejiang.healthcare.core"')
            return None

    def _version(self, value: object) -> str | None:
        text = self._string("version", value)
        if text is None or _VERSION.fullmatch(text):
            return text
        self._wrong(
            "version", f"{text!r} is not a version.", _WANTED["version"], 'write it like version = "1.0.0"'
        )
        return None

    def _contract(self, value: object) -> ContractRange | None:
        text = self._string("contract", value)
        if text is None:
            return None
        try:
            contract = ContractRange.parse(text)
        except ValueError as error:
            self._wrong("contract", f"{error}.", _WANTED["contract"], 'write contract = ">=1.0,<2"')
            return None
        if CONTRACT not in contract:
            found = f"The plugin works with contract {text}; this SDK builds for {CONTRACT}."
            self._wrong("contract", found, "", "", "manifest.contract")
        return contract

    def _names(self, key: str, value: object, example: str) -> tuple[str, ...] | None:
        if (
            isinstance(value, list)
            and all(isinstance(item, str) for item in value)
            and len(set(value)) == len(value)
        ):
            return tuple(value)
        self._wrong(key, f"{key!r} is not a list of texts, each once.", _WANTED[key], example)
        return None

    def _locales(self, value: object) -> tuple[str, ...]:
        names = None if value is None else self._names("locales", value, 'locales = ["en", "zh"]')
        if names is not None and sorted(names) != sorted(LOCALES):
            self._wrong(
                "locales",
                "The plugin must speak both languages.",
                _WANTED["locales"],
                'locales = ["en", "zh"]',
            )
        return LOCALES

    def _facts(self, value: object) -> tuple[str, ...]:
        names = self._names("facts", value, 'facts = ["waiting_list"]') or ()
        for name in names:
            if not NAME.fullmatch(name):
                self._wrong(
                    "facts",
                    f"{name!r} is not a short name.",
                    _WANTED["facts"],
                    'write it like "waiting_list"',
                )
        return names

    def _purposes(self, value: object) -> Mapping[str, Text]:
        if not isinstance(value, dict):
            self._wrong(
                "purposes",
                f"'purposes' is {_kind(value)}.",
                _WANTED["purposes"],
                "write [purposes.treatment]",
            )
            return MappingProxyType({})
        purposes: dict[str, Text] = {}
        for name, written in value.items():
            if not NAME.fullmatch(name):
                self._wrong(
                    name, f"{name!r} is not a short name.", _WANTED["purposes"], "write [purposes.treatment]"
                )
            text = self._text(name, written)
            if text is not None:
                purposes[name] = text
        return MappingProxyType(purposes)

    def _text(self, key: str, value: object) -> Text | None:
        if value is None:
            return None
        try:
            text = Text.from_json(value)
        except TextError as error:
            self._wrong(
                key, f"{key!r}: {error}", "a table with exactly en and zh", f'[{key}]\nen = "..."\nzh = "..."'
            )
            return None
        for problem in untranslated(text):
            self._wrong(key, f"{key!r}: {problem}", "", "", "text.untranslated")
        return text


_WANTED = {
    "id": "publisher.sector.slug, each of small letters and underscores, at most 40",
    "version": "three numbers, as in 1.0.0",
    "contract": "comparisons >=, < or == of contract versions, joined by commas",
    "locales": "both languages of the platform: en and zh",
    "name": "a table with exactly en and zh",
    "description": "a table with exactly en and zh",
    "facts": "short names of small letters and underscores, each once",
    "purposes": "tables with exactly en and zh, one for each purpose",
}


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
        str: "a text",
    }
    return kinds.get(type(value), "a date or time")
