"""A finding: one mistake in a plugin, told so that its author can mend it without asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Self

from joincard_sdk.checks.code import Level
from joincard_sdk.checks.codes import CODES, level_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. ``line`` counts from 1; 0 where the finding has no place in a file."""

    code: str
    found: str
    expected: str
    instead: str
    plugin: str = ""
    hook: str = ""
    service: str = ""
    file: str = ""
    line: int = 0

    @property
    def level(self) -> Level:
        """Whether the finding stops a build."""
        return level_of(self.code)

    @property
    def place(self) -> str:
        """``file:line``, as editors and terminals follow it; empty where there is none."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def subject(self) -> str:
        """Plugin, hook and service, as far as they are known."""
        named = (("plugin", self.plugin), ("hook", self.hook), ("service", self.service))
        return ", ".join(f"{what} {value}" for what, value in named if value)

    def __str__(self) -> str:
        head = f"{self.place}: {self.code}: {self.found}" if self.place else f"{self.code}: {self.found}"
        rows = (("in", self.subject), ("expected", self.expected), ("instead", self.instead))
        return "\n".join([head, *(f"    {label + ':':<10}{text}" for label, text in rows if text)])

    def at(self, file: str, line: int) -> Finding:
        """The same finding, placed; one that has a place already keeps it."""
        return self if self.file else replace(self, file=file, line=line)

    def to_json(self) -> dict[str, object]:
        """All fields by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, written: Mapping[str, object]) -> Self:
        """The inverse of ``to_json``. Raises ``ValueError`` for anything else: a build process wrote it."""
        if set(written) != {f.name for f in fields(cls)} or type(written["line"]) is not int:
            raise ValueError("a finding has exactly the fields of Finding, with an integer line")
        texts = {name: value for name, value in written.items() if isinstance(value, str)}
        if len(texts) != len(written) - 1:
            raise ValueError("every field of a finding but its line is a text")
        return cls(**texts, line=written["line"])


def finding(
    code: str,
    found: str,
    *,
    expected: str = "",
    instead: str = "",
    hook: str = "",
    service: str = "",
    file: str = "",
    line: int = 0,
) -> Finding:
    """A finding whose ``expected`` and ``instead`` come from the table of codes unless said better here."""
    row = CODES[code]
    return Finding(
        code,
        found,
        expected or row.expected,
        instead or row.instead,
        hook=hook,
        service=service,
        file=file,
        line=line,
    )


def in_reading_order(findings: list[Finding], plugin: str) -> tuple[Finding, ...]:
    """Each finding once, with its plugin, by file and line; those without a place come first."""
    named = dict.fromkeys(replace(f, plugin=f.plugin or plugin) for f in findings)
    return tuple(sorted(named, key=lambda f: (f.file, f.line, f.service, f.code, f.found)))
