"""Which addresses anybody may be asked to connect to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth.public_address import is_public

NETWORKS = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/8",
    "100::/64",
    "2001::/32",
    "2001:db8::/32",
    "2002::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]


@pytest.mark.parametrize("network", NETWORKS)
class TestANetworkThatIsNotPublic:
    def test_is_refused_from_its_first_to_its_last_address(self, network: str) -> None:
        net = ip_network(network)
        assert not is_public(net.network_address)
        assert not is_public(net.broadcast_address)

    def test_is_refused_within_ipv6_too(self, network: str) -> None:
        address = ip_network(network).network_address
        if isinstance(address, IPv4Address):
            for begin in ("::ffff:", "64:ff9b::", "::", "2002:"):
                within = f"{begin}{address}" if begin != "2002:" else f"2002:{int(address) >> 16:x}::"
                assert not is_public(ip_address(within))


class TestAnAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "1.1.1.1",
            "8.8.8.8",
            "114.114.114.114",
            "100.128.0.1",
            "172.32.0.1",
            "2400:3200::1",
            "2606:4700::1",
        ],
    )
    def test_of_the_internet_is_public(self, address: str) -> None:
        assert is_public(ip_address(address))

    def test_of_the_internet_is_public_within_ipv6_too(self) -> None:
        assert is_public(ip_address("::ffff:1.1.1.1"))
        assert is_public(ip_address("64:ff9b::1.1.1.1"))

    def test_with_a_zone_is_not(self) -> None:
        assert not is_public(IPv6Address("fe80::1%eth0"))

    @given(st.ip_addresses())
    def test_that_python_calls_special_is_not_public(self, address: IPv4Address | IPv6Address) -> None:
        within = getattr(address, "ipv4_mapped", None) or address
        special = (
            within.is_private
            or within.is_loopback
            or within.is_link_local
            or within.is_multicast
            or within.is_reserved
            or within.is_unspecified
        )
        if special and address not in ip_network("64:ff9b::/96"):
            assert not is_public(address)

    @given(st.ip_addresses(v=4))
    def test_is_judged_alike_however_it_is_written(self, address: IPv4Address) -> None:
        for begin in (0xFFFF << 32, 0x0064_FF9B << 96):
            assert is_public(IPv6Address(begin | int(address))) == is_public(address)
