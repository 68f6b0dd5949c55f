"""Tokens in another form than the one of RFC 7515 and RFC 8259: cut, doubled, padded, said twice, no JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tests.specs.hostile.genuine import Genuine, Mutant, named
from tests.specs.system import b64

MEGABYTE = 1_000_000
ENDS = (
    *(
        ".",
        "..",
        "=",
        "==",
        "===",
        "%3D",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u0000",
        "A",
        "AA",
        "AAA",
        "AAAA",
        "~",
        "a=b",
    ),
    *(
        "&",
        ",",
        ";",
        "#",
        "?x",
        "\u200b",
        "\ufeff",
        "\u00e9",
        ".AA",
        ".AA.AA",
        "-",
        "_",
        "+",
        "/",
        "*",
        "\x7f",
    ),
)


def other_forms(of: Genuine) -> Iterator[Mutant]:
    """The text of the token changed."""
    compact = of.compact
    head, claims, end = compact.split(".")

    def made() -> Iterator[tuple[object, str]]:
        for extra in ENDS:
            yield f"{extra!a} at the end", compact + extra
            yield f"{extra!a} in front", extra + compact
            yield f"{extra!a} after the header", f"{head}{extra}.{claims}.{end}"
            yield f"{extra!a} after the claims", f"{head}.{claims}{extra}.{end}"
        for cut in (0, 1, len(head), len(head) + 1, len(head) + len(claims) + 1, len(compact) - 1):
            yield f"cut to {cut}", compact[:cut]
            yield f"cut at the front by {cut + 1}", compact[cut + 1 :]
        for between in ("", ".", ",", " ", "&"):
            yield f"doubled with {between!a}", compact + between + compact
        for parts in (
            (claims, head, end),
            (end, claims, head),
            (head, head, end),
            (head, claims, claims),
            (head,) * 3,
        ):
            yield "parts in another order", ".".join(parts)
        yield "of five parts", f"{head}.{claims}.{claims}.{claims}.{end}"
        yield "in capitals", compact.upper()
        yield "in small letters", compact.lower()
        yield "encoded again", b64(compact.encode())
        yield "as JSON", json.dumps({"protected": head, "payload": claims, "signature": end})
        yield (
            "as JSON with more signatures",
            json.dumps({"payload": claims, "signatures": [{"protected": head, "signature": end}]}),
        )
        yield "with a scheme", f"Bearer {compact}"
        yield "as a selective disclosure", f"{compact}~WyJzYWx0IiwiaXNzIiwieCJd~"
        yield from _huge(head, claims, end)
        yield from _respelt(head, claims, end)

    return named("form", made())


def _huge(head: str, claims: str, end: str) -> Iterator[tuple[object, str]]:
    yield "a megabyte of claims", f"{head}.{'A' * MEGABYTE}.{end}"
    yield "a megabyte of header", f"{'e' * MEGABYTE}.{claims}.{end}"
    yield "a megabyte of signature", f"{head}.{claims}.{'A' * MEGABYTE}"
    yield "a megabyte of dots", "." * MEGABYTE


def _respelt(head: str, claims: str, end: str) -> Iterator[tuple[object, str]]:
    """The same bytes in another spelling of base64."""
    for name, parts in (("header", 0), ("claims", 1), ("signature", 2)):
        whole = [head, claims, end]
        for last in _spare(whole[parts]):
            changed = [*whole[:parts], last, *whole[parts + 1 :]]
            yield f"spare bits in the {name}", ".".join(changed)
        padded = whole[parts] + "=" * (-len(whole[parts]) % 4)
        if padded != whole[parts]:
            yield f"padding in the {name}", ".".join([*whole[:parts], padded, *whole[parts + 1 :]])
        usual = whole[parts].replace("-", "+").replace("_", "/")
        if usual != whole[parts]:
            yield f"the usual alphabet in the {name}", ".".join([*whole[:parts], usual, *whole[parts + 1 :]])


def _spare(part: str) -> Iterator[str]:
    """Other spellings of the same bytes: the bits of the last character that carry nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    spare = {2: 16, 3: 4}.get(len(part) % 4, 1)
    begin = alphabet.index(part[-1]) // spare * spare
    return (part[:-1] + each for each in alphabet[begin : begin + spare] if each != part[-1])


def said_twice(of: Genuine) -> Iterator[Mutant]:
    """A name that occurs twice, rightly signed: two readers may take two values."""

    def made() -> Iterator[tuple[object, str]]:
        for name in of.header:
            for what, raw in _doubled(of.header, name):
                yield f"{name} of the header {what}", of.signed(header=raw)
        for name in of.claims:
            for what, raw in _doubled(of.claims, name):
                yield f"{name} {what}", of.signed(claims=raw)

    return named("said twice", made())


def _doubled(members: Mapping[str, object], name: str) -> Iterator[tuple[str, bytes]]:
    inner, own = json.dumps(members)[1:-1], json.dumps(members[name])
    escaped = "".join(f"\\u{ord(each):04x}" for each in name)
    yield "wrong first", f'{{"{name}": "x", {inner}}}'.encode()
    yield "wrong last", f'{{{inner}, "{name}": "x"}}'.encode()
    yield "with the same value", f'{{{inner}, "{name}": {own}}}'.encode()
    yield "once escaped", f'{{{inner}, "{escaped}": "x"}}'.encode()


def no_json(of: Genuine) -> Iterator[Mutant]:
    """Header or claims that are not one plain JSON object, rightly signed."""

    def made() -> Iterator[tuple[object, str]]:
        for what, raw in _broken(json.dumps(of.claims)):
            yield f"claims {what}", of.signed(claims=raw)
        for what, raw in _broken(json.dumps(of.header)):
            yield f"header {what}", of.signed(header=raw)

    return named("no JSON", made())


def _broken(right: str) -> Iterator[tuple[str, bytes]]:
    inner = right[1:-1]
    for value in (
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "+1",
        ".5",
        "1.",
        "0x10",
        "'x'",
        "undefined",
        "1" * 5000,
    ):
        yield f"with {value[:10]}", f'{{{inner}, "x": {value}}}'.encode()
    for value in ("[" * 3000 + "]" * 3000, '{"a":' * 100 + "1" + "}" * 100):
        yield f"nested {value[:6]}", f'{{{inner}, "x": {value}}}'.encode()
    for text in (
        "",
        "null",
        "true",
        "0",
        '"x"',
        "[]",
        f"[{right}]",
        "{",
        "}",
        f"{right}{right}",
        f"{right},",
        f"{{{inner},}}",
    ):
        yield f"as {text[:12]}", text.encode()
    for text in (f"/**/{right}", f"{right}//", f"\u0000{right}", f"{right}\u0000", f"callback({right})"):
        yield f"as {text[:12]}", text.encode()
    yield "with a byte order mark", b"\xef\xbb\xbf" + right.encode()
    yield "in UTF-16", right.encode("utf-16")
    yield "in UTF-32", right.encode("utf-32-le")
    yield "with bytes that are no text", f'{{{inner}, "x": "'.encode() + b'\xff\xfe"}'
    yield "with half a character", f'{{{inner}, "x": "'.encode() + b'\xed\xa0\x80"}'
    yield "as YAML", inner.replace(",", "\n").encode()
    yield "as a form", b"iss=hospital&sub=hospital"
    yield "as CBOR", b"\xa1\x01\x68hospital"


FAMILIES = (other_forms, said_twice, no_json)
