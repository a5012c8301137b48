"""An address counts as what one subscriber has: an IPv4 address, or a /64 of IPv6."""

from ipaddress import IPv6Address, IPv6Network

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.security.networks import NOWHERE, network_of

OF_ALL_IPV4 = (IPv6Network("::/64"), IPv6Network("64:ff9b::/64"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::ffff:c000:201", "192.0.2.1"),
        ("::ffff:0:c000:201", "::/64"),
        ("64:ff9b::192.0.2.1", "192.0.2.1"),
        ("2002:c000:201:7::1", "192.0.2.1"),
        ("64:ff9b:1::192.0.2.1", "64:ff9b:1::/64"),
    ],
)
def test_an_address_counts_as_its_subscribers(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("address", ["", "unknown", "_hidden", "192.0.2", "192.0.2.01", "::g", "é"])
def test_what_is_no_address_is_one_place(address: str) -> None:
    assert network_of(address) == NOWHERE


@given(st.text())
def test_whatever_a_proxy_says_counts_as_something(text: str) -> None:
    assert network_of(text)


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_subscriber_of_ipv6_is_one_by_whichever_address(
    address: IPv6Address, interface: int
) -> None:
    assume(not any(address in network for network in OF_ALL_IPV4))
    other = IPv6Address((int(address) >> 64 << 64) + interface)
    assert network_of(str(address)) == network_of(str(other))
