"""Every code a finding can carry. The table is long because it is the reference: the docs are made from it.

Errors of facts, rules, fees, money and texts keep their own codes when they end up in a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake: what it is, what the contract expects, what to write instead."""

    code: str
    meaning: str
    expected: str
    instead: str


_ROWS = (
    # The plugin and its files
    Code(
        "plugin.not-found",
        "No plugin stands where one was named.",
        "a folder with a pyproject.toml, or the import name of an installed package, that holds a plugin",
        "name a folder, such as plugins/healthcare, or a package, such as joincard_healthcare",
    ),
    Code(
        "plugin.entry-point",
        "The package does not announce its plugin.",
        "exactly one entry point in the group joincard.plugins, written module:object",
        '[project.entry-points."joincard.plugins"]\n'
        '              healthcare = "joincard_healthcare.plugin:plugin"   (in pyproject.toml)',
    ),
    Code(
        "plugin.syntax",
        "A module of the plugin is not valid Python.",
        "Python that compiles",
        "mend the line that is named",
    ),
    Code(
        "plugin.import-missing",
        "A module imports something that is not installed.",
        "every import to be installed beside the plugin",
        "install it, and name it under dependencies in the plugin's pyproject.toml",
    ),
    Code(
        "plugin.import-failed",
        "A module of the plugin raised an error while it was imported.",
        "modules that can be imported without an error",
        "mend the line that is named; build values in hooks, so that one mistake does not hide the others",
    ),
    Code(
        "plugin.wrong-object",
        "The entry point does not lead to a plugin.",
        "an instance of a class derived from joincard_sdk.hooks.SectorPlugin",
        "plugin = Healthcare()   (an instance, not the class, in the module that the entry point names)",
    ),
    # The manifest
    Code(
        "manifest.missing",
        "The package has no manifest.",
        "a file joincard.toml inside the package, listed under package data",
        "write joincard.toml next to the package's __init__.py",
    ),
    Code(
        "manifest.unreadable",
        "The manifest is not TOML in UTF-8.",
        "a TOML 1.0 file in UTF-8",
        "mend the place named",
    ),
    Code(
        "manifest.unknown-key",
        "The manifest has a key that means nothing.",
        "only the keys of the contract",
        "remove it",
    ),
    Code("manifest.missing-key", "The manifest lacks a key.", "every key of the contract", "add it"),
    Code(
        "manifest.wrong-value",
        "A value in the manifest has the wrong type or form.",
        "see the reference",
        "correct it",
    ),
    Code(
        "manifest.contract",
        "The plugin is written for another version of the plugin contract.",
        "a range that holds the contract of this SDK",
        'contract = ">=1.0,<2"',
    ),
    Code(
        "manifest.facts",
        "The manifest and the facts hook name different facts.",
        "the names that facts() returns, no more and no fewer",
        "list each name once under facts in joincard.toml, and return a fact of that name from facts()",
    ),
    Code(
        "manifest.purpose-missing",
        "The plugin asks for personal data and states no purpose.",
        "at least one purpose when a service discloses a data element",
        '[purposes.treatment]\n              en = "..."\n              zh = "..."   (in joincard.toml)',
    ),
    Code(
        "manifest.version",
        "The manifest and the installed package state different versions.",
        "one version",
        "give joincard.toml and pyproject.toml the same version",
    ),
    # Hooks
    Code(
        "hook.missing",
        "The plugin does not implement a hook that it must.",
        "def services(self) -> Sequence[Service]",
        "override services() and return the plugin's services",
    ),
    Code(
        "hook.unknown",
        "A public method looks like a hook with its name misspelt.",
        "a hook of the contract, or a method whose name starts with an underscore",
        "correct the name",
    ),
    Code(
        "hook.signature",
        "A hook takes other arguments than the contract gives it.",
        "a method that takes self alone",
        "remove the other arguments",
    ),
    Code(
        "hook.raised",
        "A hook raised an error.",
        "a hook that returns its values",
        "mend the line that is named",
    ),
    Code(
        "hook.wrong-type",
        "A hook returned a value of the wrong type.",
        "the type of the contract",
        "return that type",
    ),
    Code(
        "hook.unknown-service",
        "A hook speaks of a service that services() does not return.",
        "the code of a service of this plugin",
        "correct the code, or add the service to services()",
    ),
    # Services
    Code(
        "service.none",
        "The plugin registers no service.",
        "at least one service",
        "return the services of the sector from services()",
    ),
    Code(
        "service.foreign-sector",
        "A service stands outside the plugin's sector.",
        "a code that starts with the sector in the plugin's id",
        "rename the service, or move it to the plugin of that sector",
    ),
    Code(
        "service.duplicate",
        "Two services have one code.",
        "a code of its own for every service",
        "rename one of them; a code means one service for ever",
    ),
    Code(
        "rule.no-card-status",
        "An acceptance rule does not say which states of the card it accepts.",
        "a test on card.status in every acceptance rule; there is no hidden default",
        'card.status.is_("active") & ...',
    ),
    # Facts of the plugin
    Code(
        "fact.own-name",
        "A fact of the plugin has a name that cannot be used.",
        "a short name of its own in small letters, digits and underscores",
        "rename it",
    ),
    # Texts
    Code(
        "text.untranslated",
        "A text lacks one of its languages.",
        "a sentence in English and one in Chinese",
        "translate it",
    ),
    Code(
        "text.unknown-fact",
        "A remedy is given for a fact that does not exist.",
        "the name of a fact of the vocabulary or of this plugin",
        "correct the name, or remove the remedy",
    ),
    Code(
        "text.remedy-missing",
        "A rule reads a fact of the plugin for which there is no remedy.",
        "a remedy in both languages for every fact of the plugin's own",
        "add it to the remedies that texts() returns",
    ),
    # Worked examples
    Code(
        "example.missing",
        "A service lacks a worked example.",
        "at least one accepted and one refused example for every service",
        "add an Example to examples()",
    ),
    Code(
        "example.price-missing",
        "No worked example states what a service costs.",
        "a price on at least one accepted example of every service that costs money",
        "add price=yuan(...) to the accepted example",
    ),
    Code(
        "example.wrong-value",
        "A worked example holds a value that cannot be read.",
        "facts of the vocabulary with values of their type",
        "correct the value",
    ),
    Code(
        "example.disagrees",
        "A worked example and the rule disagree.",
        "the outcome that the example states",
        "correct whichever of the two is wrong",
    ),
    Code(
        "example.price-disagrees",
        "A worked example and the fee disagree.",
        "the price that the example states",
        "correct whichever of the two is wrong",
    ),
    # The build
    Code(
        "build.timeout",
        "The plugin did not finish in time.",
        "hooks that return at once: they only describe services",
        "look for an endless loop or slow work in the modules and hooks of the plugin",
    ),
    Code(
        "build.memory",
        "The plugin asked for more memory than a build may use.",
        "hooks that only describe services",
        "look for a value that grows without end",
    ),
    Code(
        "build.output-too-large",
        "The plugin wrote more than a build may write.",
        "a bundle within its size limit, and no long output",
        "split the plugin, or remove what it prints",
    ),
    Code(
        "build.died",
        "The build process ended before it was done.",
        "hooks that return and do not end the process",
        "look for sys.exit, os._exit or a crash in an extension module",
    ),
    Code(
        "build.not-reproducible",
        "Two builds of one source gave different bytes.",
        "the same bytes on every machine, at every time, with every hash seed",
        "replace sets by tuples where order shows, and read no clock, environment, file or random number",
    ),
    Code(
        "build.refused",
        "The bundle that the build wrote does not pass the checks of whoever loads it.",
        "a bundle within the limits of the contract",
        "see the message",
    ),
)

#: Every code of a finding, in the order of the reference page.
CODES: Mapping[str, Code] = MappingProxyType({row.code: row for row in _ROWS})
