"""A bundle as one page of HTML: no script, nothing to load, both languages, for screen, paper and reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.showing_sheet import LABELS, Sheet
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --quiet: #55555f; --line: #b9b9c2;
  --shade: #f2f2f6; --link: #0b4fa8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --paper: #17171b; --quiet: #b4b4bf;
  --line: #54545f; --shade: #232329; --link: #9cc4ff; } }
body { font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: var(--ink);
  background: var(--paper); max-width: 60rem; margin: 0 auto; padding: 1rem; }
a { color: var(--link); }
a.skip { position: absolute; left: -99rem; }
a.skip:focus { position: static; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[lang="zh"] { display: block; }
[lang="zh"].beside { display: inline; }
h1 [lang], h2 [lang], h3 [lang] { display: block; }
h2 { border-top: 2px solid var(--line); padding-top: 1rem; margin-top: 2.5rem; }
h2 [lang="zh"], h1 [lang="zh"] { font-size: .85em; }
p.code, dt, .quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; }
dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding: .3rem 0; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: var(--shade); }
tbody th { font-weight: normal; }
td.mark { text-align: center; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
code { overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } nav, a.skip { display: none; }
  article { break-inside: avoid-page; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def as_page(bundle: Bundle, services: Sequence[Service]) -> str:
    """The whole page. Every word of the plugin is escaped: it may come from anyone."""
    sheets = [Sheet.of(service, bundle.registry) for service in services]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(bundle.name.en)} {escape(bundle.version)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#services">Skip to the services</a>',
            *_head(bundle),
            *_contents(sheets),
            '<main id="services">',
            *(line for sheet in sheets for line in _article(sheet)),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _head(bundle: Bundle) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_both(bundle.name)}</h1>"
    yield f"<p>{_both(bundle.description)}</p>"
    yield f'<p class="quiet"><code>{escape(bundle.plugin)} {escape(bundle.version)}</code><br>'
    yield f"<code>{escape(bundle.digest)}</code></p>"
    yield "</header>"


def _contents(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f'<nav aria-label="{escape(LABELS["services"].en)}">'
    yield "<ul>"
    for sheet in sheets:
        service = sheet.service
        yield (
            f'<li><a href="#{escape(service.code)}">{escape(service.name.en)} '
            f'<span lang="zh" class="beside">{escape(service.name.zh)}</span></a></li>'
        )
    yield "</ul>"
    yield "</nav>"


def _article(sheet: Sheet) -> Iterator[str]:
    service = sheet.service
    code = escape(service.code)
    yield f'<article id="{code}" aria-labelledby="{code}-name">'
    yield f'<h2 id="{code}-name">{_both(service.name)}</h2>'
    yield f'<p class="code"><code>{code}</code></p>'
    yield f"<p>{_both(service.description)}</p>"
    yield "<dl>"
    for name, value in sheet.particulars:
        shown = _both(value) if value.en != value.zh else escape(value.en)
        yield f"<dt>{_both(LABELS[name])}</dt><dd>{shown}</dd>"
    yield "</dl>"
    yield f"<h3>{_both(LABELS['rule'])}</h3>"
    yield f"<p>{_both(sheet.sentence)}</p>"
    if sheet.ways:
        yield from _acceptance(sheet)
    yield f"<h3>{_both(LABELS['price'])}</h3>"
    yield "<ul>"
    yield from (f"<li>{_both(price)}</li>" for price in sheet.prices)
    yield "</ul>"
    yield from _facts(sheet)
    yield "</article>"


def _acceptance(sheet: Sheet) -> Iterator[str]:
    yield '<div class="scroll" role="region" tabindex="0" aria-label="Decision table"><table>'
    yield f"<caption>{_both(LABELS['accepted'])}</caption>"
    way = LABELS["way"]
    numbers = range(1, len(sheet.ways) + 1)
    ways = [Text(way.en.format(number), way.zh.format(number)) for number in numbers]
    heads = "".join(f'<th scope="col">{_both(each)}</th>' for each in ways)
    yield f'<thead><tr><th scope="col">{_both(LABELS["test"])}</th>{heads}</tr></thead>'
    yield "<tbody>"
    mark = f'<span aria-hidden="true">●</span><span class="said">{escape(LABELS["needed"].en)}</span>'
    for place, test in enumerate(sheet.tests):
        cells = "".join(f'<td class="mark">{mark if place in way else ""}</td>' for way in sheet.ways)
        yield f'<tr><th scope="row">{_both(test)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _facts(sheet: Sheet) -> Iterator[str]:
    yield f"<h3>{_both(LABELS['facts'])}</h3>"
    yield '<div class="scroll" role="region" tabindex="0" aria-label="Facts read"><table>'
    yield (
        f'<thead><tr><th scope="col">{_both(LABELS["fact"])}</th>'
        f'<th scope="col">{_both(LABELS["origin"])}</th></tr></thead>'
    )
    yield "<tbody>"
    for fact in sheet.facts:
        named = f'{_both(fact.label)}<code class="quiet">{escape(fact.name)}</code>'
        yield f'<tr><th scope="row">{named}</th><td>{_both(fact.origin)}</td></tr>'
    yield "</tbody></table></div>"


def _both(text: Text) -> str:
    return f'<span lang="en">{escape(text.en)}</span> <span lang="zh">{escape(text.zh)}</span>'
