"""Certificates of an authority: the path, and the one name that must be in them."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth import Anchors, ClientCertificate, ClientMetadata
from joincard_core.oauth.certificate_subject import BadName, carries, distinguished_name, expected
from joincard_core.oauth.client_certificate import authenticates, cause_of, faults
from joincard_core.settings import BadSetting

from core.tests.oauth.certificates import DAY, NOW, Authority, Wanted, client, named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CA = Authority()
ANCHORS = Anchors((CA.certificate,))
METHOD = "tls_client_auth"
COMMON_NAME = {"tls_client_auth_subject_dn": "CN=his.example.cn"}
SUBJECT = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "First Hospital, Jiaxing"),
        x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, "NTRCN-330400"),
        x509.NameAttribute(NameOID.COMMON_NAME, "his.example.cn"),
    ]
)
WRITTEN = r"CN=his.example.cn,organizationIdentifier=NTRCN-330400,O=First Hospital\, Jiaxing,C=CN"


def cause(wanted: Wanted, anchors: Anchors = ANCHORS, name: Mapping[str, str] = COMMON_NAME) -> str:
    who = client(token_endpoint_auth_method=METHOD, **name)
    return cause_of(CA.issue(wanted), who, {}, NOW, anchors)


class TestAPath:
    @pytest.mark.parametrize(
        "usages",
        [
            None,
            (ExtendedKeyUsageOID.CLIENT_AUTH,),
            (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH),
        ],
    )
    def test_to_a_trusted_authority_authenticates(
        self, usages: tuple[x509.ObjectIdentifier, ...] | None
    ) -> None:
        assert cause(Wanted(usages=usages)) == ""

    def test_to_one_of_several_authenticates(self) -> None:
        anchors = Anchors((Authority("Other CA").certificate, CA.certificate))
        assert cause(Wanted(), anchors) == ""

    @pytest.mark.parametrize(
        ("wanted", "word"),
        [
            (Wanted(ends=NOW - DAY / 2), "ended at 2026-03-01 16:00 UTC"),
            (Wanted(begins=NOW + DAY / 2), "begins at 2026-03-02 16:00 UTC"),
            (Wanted(usages=(ExtendedKeyUsageOID.SERVER_AUTH,)), "clientAuth"),
        ],
    )
    def test_that_does_not_hold_says_why(self, wanted: Wanted, word: str) -> None:
        assert word in cause(wanted)

    def test_to_nobody_says_which_setting_is_empty(self) -> None:
        assert "JOINCARD_CLIENT_CA_FILE" in cause(Wanted(), Anchors())

    def test_to_a_stranger_of_the_same_name_does_not_hold(self) -> None:
        assert "does not lead to a trusted authority" in cause(Wanted(), Anchors((Authority().certificate,)))

    def test_to_an_authority_that_has_ended_does_not_hold(self) -> None:
        ended = Authority(ends=NOW - DAY)
        who = client(token_endpoint_auth_method=METHOD, **COMMON_NAME)
        anchors = Anchors((ended.certificate,))
        assert not authenticates(ended.issue(Wanted()), who, {}, NOW, anchors)

    def test_begins_at_no_client_that_is_itself_trusted_as_an_authority(self) -> None:
        leaf = CA.issue(Wanted())
        stranger = Authority("his.example.cn").issue(Wanted())
        who = client(token_endpoint_auth_method=METHOD, **COMMON_NAME)
        assert not authenticates(stranger, who, {}, NOW, Anchors((leaf.x509(),)))


class TestAnAuthoritysFile:
    def test_gives_every_certificate_in_it(self, tmp_path: Path) -> None:
        path = tmp_path / "ca.pem"
        both = (CA.certificate, Authority("Other CA").certificate)
        path.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in both))
        assert Anchors.of_file(str(path)).certificates == both

    def test_may_be_none(self) -> None:
        assert Anchors.of_file("") == Anchors()

    @pytest.mark.parametrize("content", [None, b"", b"text", b"-----BEGIN CERTIFICATE-----\n-----END"])
    def test_that_holds_none_stops_the_start(self, tmp_path: Path, content: bytes | None) -> None:
        path = tmp_path / "ca.pem"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(BadSetting, match="JOINCARD_CLIENT_CA_FILE"):
            Anchors.of_file(str(path))


class TestASubject:
    @pytest.mark.parametrize(
        "text",
        [
            WRITTEN,
            WRITTEN.replace("his.example", "HIS.Example"),
            WRITTEN.replace("CN=his", "cn=his").replace("O=", "o="),
            WRITTEN.replace("organizationIdentifier", "2.5.4.97"),
            WRITTEN.replace(r"\, J", r"\2c J"),
            WRITTEN.replace("First Hospital", "first   hospital"),
        ],
    )
    def test_is_the_same_however_it_is_written(self, text: str) -> None:
        assert cause(Wanted(subject=SUBJECT), name={"tls_client_auth_subject_dn": text}) == ""

    @pytest.mark.parametrize(
        "text",
        [
            "CN=his.example.cn",
            ",".join(reversed(WRITTEN.split(","))).replace(r" Jiaxing,O=First Hospital\,", "O=x"),
            WRITTEN.replace("his.", "his2."),
            WRITTEN + ",DC=cn",
            WRITTEN.replace(",C=CN", "+C=CN"),
            WRITTEN.replace("C=CN", "L=CN"),
        ],
    )
    def test_of_another_system_does_not_hold(self, text: str) -> None:
        found = cause(Wanted(subject=SUBJECT), name={"tls_client_auth_subject_dn": text})
        assert found == (
            "The certificate does not carry the name that is registered as tls_client_auth_subject_dn."
        )

    def test_with_bits_in_place_of_a_text_cannot_be_read(self) -> None:
        der = bytearray(CA.issue(Wanted()).der)
        text = der.rindex(b"\x0c\x0ehis.example.cn")
        der[text : text + 3] = b"\x03\x0e\x00"
        who = client(token_endpoint_auth_method=METHOD, **COMMON_NAME)
        kind, value = expected(who.metadata)
        with pytest.raises(ValueError, match="names of the certificate cannot be read"):
            carries(ClientCertificate.of(bytes(der)).x509(), kind, value)

    def test_of_several_values_in_one_part_knows_no_order(self) -> None:
        assert distinguished_name("CN=a+UID=b,C=CN") == distinguished_name("UID=b+CN=a,C=CN")
        assert distinguished_name("CN=a,UID=b") != distinguished_name("UID=b,CN=a")

    def test_keeps_the_case_of_what_it_does_not_know(self) -> None:
        assert distinguished_name("1.2.3.4=A") != distinguished_name("1.2.3.4=a")

    @pytest.mark.parametrize("text", ["", "his", "CN=a,", "CN=a, O=b", "XX=a", 'CN="a"', r"CN=\ff", "CN=#zz"])
    def test_that_cannot_be_read_says_how_to_write_it(self, text: str) -> None:
        with pytest.raises(BadName, match=r"RFC 4514|at least one"):
            distinguished_name(text)

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=16))
    def test_is_read_back_as_it_is_written(self, value: str) -> None:
        name = named(value)
        assert distinguished_name(name.rfc4514_string()) == distinguished_name(
            name.rfc4514_string({NameOID.COMMON_NAME: "2.5.4.3"})
        )

    @given(st.text())
    def test_of_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            assert distinguished_name(text)
        except BadName:
            return


class TestAnAlternativeName:
    NAMES = (
        x509.DNSName("HIS.example.cn"),
        x509.UniformResourceIdentifier("https://his.example.cn/a"),
        x509.IPAddress(ip_address("2001:db8::1")),
        x509.RFC822Name("Ops@HIS.example.cn"),
    )

    @pytest.mark.parametrize(
        ("kind", "right", "wrong"),
        [
            ("dns", "his.EXAMPLE.cn", "example.cn"),
            ("dns", "his.example.cn", "*.example.cn"),
            ("uri", "https://his.example.cn/a", "https://his.example.cn/A"),
            ("ip", "2001:0db8:0:0:0:0:0:1", "2001:db8::2"),
            ("email", "Ops@his.example.cn", "ops@his.example.cn"),
        ],
    )
    def test_is_compared_by_the_rules_of_its_kind(self, kind: str, right: str, wrong: str) -> None:
        wanted = Wanted(names=self.NAMES)
        assert cause(wanted, name={f"tls_client_auth_san_{kind}": right}) == ""
        assert kind in cause(wanted, name={f"tls_client_auth_san_{kind}": wrong})

    @pytest.mark.parametrize("kind", ["dns", "uri", "email"])
    def test_that_the_certificate_lacks_does_not_hold(self, kind: str) -> None:
        assert kind in cause(Wanted(), name={f"tls_client_auth_san_{kind}": "his.example.cn"})


class TestTheRegisteredName:
    @pytest.mark.parametrize(
        "names",
        [
            {},
            {"tls_client_auth_subject_dn": "CN=a", "tls_client_auth_san_dns": "a"},
            {"tls_client_auth_san_dns": ""},
            {"tls_client_auth_san_uri": "u" * 1001},
            {"tls_client_auth_san_ip": "his"},
            {"tls_client_auth_subject_dn": "his"},
        ],
    )
    def test_that_is_not_one_good_name_is_a_fault(self, names: dict[str, str]) -> None:
        with pytest.raises(BadName):
            expected(ClientMetadata(**names))  # type: ignore[arg-type]  # texts alone
        who = client(token_endpoint_auth_method=METHOD, **names)
        assert len(faults(who, {}, ANCHORS)) == 1
        assert cause_of(CA.issue(Wanted()), who, {}, NOW, ANCHORS) == faults(who, {}, ANCHORS)[0]

    def test_that_is_good_is_no_fault(self) -> None:
        who = client(token_endpoint_auth_method=METHOD, tls_client_auth_subject_dn=WRITTEN)
        assert faults(who, {}, ANCHORS) == ()
