"""A plugin's own record facts: declared and used in one breath."""

from joincard_sdk.facts.expressions import BoolFact, DecimalFact, EnumFact, NumberFact
from joincard_sdk.texts import Text
from joincard_sdk.values import FactType, RecordFact, RecordFacts


class DeclaredRecord:
    """A record fact of one plugin: ``declaration`` for the hook, and a typed expression for rules."""

    __slots__ = ("declaration", "full_name")

    def __init__(self, plugin: str, declaration: RecordFact) -> None:
        self.declaration = declaration
        self.full_name = RecordFacts(plugin).full_name(declaration.name)

    def as_bool(self) -> BoolFact:
        """The fact as yes or no."""
        return BoolFact(self._named(FactType.BOOL))

    def as_number(self) -> NumberFact:
        """The fact as a whole number."""
        return NumberFact(self._named(FactType.INT))

    def as_decimal(self) -> DecimalFact:
        """The fact as an exact number."""
        return DecimalFact(self._named(FactType.DECIMAL))

    def as_enum(self) -> EnumFact[str]:
        """The fact as one of its listed values."""
        return EnumFact(self._named(FactType.ENUM))

    def _named(self, wanted: FactType) -> str:
        if self.declaration.type is not wanted:
            raise TypeError(f"{self.full_name} is declared as {self.declaration.type}, not as {wanted}")
        return self.full_name


def record_fact(
    plugin: str,
    name: str,
    *,
    type: FactType | str,  # the word of the vocabulary's column
    label: Text,
    description: str,
    values: tuple[str, ...] = (),
    unit: str = "",
    labels: tuple[tuple[str, Text], ...] = (),
) -> DeclaredRecord:
    """Declare a record fact of the plugin ``publisher.sector.slug``.

    ``type`` is bool, int, decimal or enum. Raises ``ValueError`` when name, type or values do not fit.
    """
    return DeclaredRecord(plugin, RecordFact(name, FactType(type), label, description, values, unit, labels))
