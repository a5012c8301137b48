"""Whose address it is, as far as limits go: one IPv4 address, or one network of IPv6.

A subscriber of IPv6 has at least a /64 (RFC 6177; RFC 4291 section 2.5.4), and every address in it.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

PREFIX = 64
# What comes from no address (a local socket) or from none that can be read is one place.
NOWHERE = "nowhere"
_NAT64 = IPv6Network("64:ff9b::/96")


def network_of(address: str) -> str:
    """Return what an address counts as: an IPv4 address, a /64 of IPv6, or `NOWHERE`."""
    try:
        # An interface's name (RFC 4007 section 11) tells nothing of the address.
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return NOWHERE
    if isinstance(parsed, IPv6Address):
        return str(ipv4_within(parsed) or IPv6Network((parsed, PREFIX), strict=False))
    return str(parsed)


def ipv4_within(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that gateways take for one of IPv6; None where there is none.

    Mapped (RFC 4291 section 2.5.5.2), by 6to4 (RFC 3056) or behind NAT64 (RFC 6052 section 2.1).
    """
    translated = IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None
    return address.ipv4_mapped or address.sixtofour or translated
