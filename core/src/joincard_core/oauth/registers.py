"""The registers that vouch for claims (OpenID Identity Assurance Schema Definition 1.0 section 5.4.4).

One trust framework, ``cn_joincard``: a card is issued to a person who is found, under the number of the
entry, in a register of the state. A register vouches for what it is the source of (``source_authority`` of
the element), and for what its entries are made out to: the person of the travel document.
Choice: who is in no register is verified by nothing, whatever else is on file of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joincard_sdk.texts import Text

from joincard_core.oauth.card_claims import CLAIMS, OF_NAME

TRUST_FRAMEWORK = "cn_joincard"
EVIDENCE = "electronic_record"
CHECK_METHOD = "register_match"
"""The entry was found under its number, and is that of the person of the travel document."""
COUNTRY = "CHN"
PERSON = frozenset({"name", *OF_NAME, "birthdate"})
"""What the entries of every register are made out to."""


@dataclass(frozen=True, slots=True)
class Register:
    """An electronic record that counts as evidence. ``type`` is that of the record, on the wire.

    ``number`` is the element under which a person has an entry, ``claims`` what the entry vouches for.
    """

    type: str
    name: Text
    keeper: str
    number: str
    claims: frozenset[str]

    @property
    def source(self) -> Mapping[str, str]:
        """Who keeps it, as evidence names a source."""
        return {"name": self.keeper, "country_code": COUNTRY}


REGISTERS: tuple[Register, ...] = (
    Register(
        type="cn_work_permit_register",
        name=Text("Work permit register", "外国人来华工作许可登记"),
        keeper="Foreign expert affairs authority",
        number="work_permit_number",
        claims=PERSON
        | {
            "nationalities",
            "passport_number",
            "work_permit_number",
            "work_permit_category",
            "work_permit_validity",
            "employer",
        },
    ),
    Register(
        type="cn_social_security_register",
        name=Text("Social security register", "社会保险登记"),
        keeper="Social insurance agency",
        number="social_security_number",
        claims=PERSON | {"social_security_number", "insurance_enrolment", "employer"},
    ),
)
NUMBERS = frozenset(register.number for register in REGISTERS)
VERIFIED: tuple[str, ...] = tuple(
    claim for claim in CLAIMS if any(claim in register.claims for register in REGISTERS)
)
"""The claims that some register vouches for."""


def vouching(claims: Iterable[str]) -> tuple[Register, ...]:
    """The registers that vouch for one of these claims at least; all of them, where none is named."""
    wanted = frozenset(claims)
    return tuple(register for register in REGISTERS if not wanted or wanted & register.claims)
