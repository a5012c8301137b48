"""What strangers send to see what breaks: values for headers, queries, paths and forms."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

DIGITS = "9" * 5_000
LONG = "å" * 2_000
# Texts that some parser of numbers, dates, addresses, encodings or languages stumbles over.
TEXTS: tuple[str, ...] = (
    *("", " ", "0", "-1", "00", "1e999", "nan", "inf", "0x10", "1_000", "²", "٣", DIGITS),
    *(f"-{DIGITS}", "9223372036854775808", "-9223372036854775809", "1.5", "true", "null"),
    *("\x00", "a\x00b", "\r\n", "\ud800", "\ufeff", "\u2028", "\u202e", "\U0010ffff", LONG, "İ"),
    *("http://[::1", "http://[::1]:99999999/", "//x", "http://a:b@c:d/", "javascript:alert(1)"),
    *(
        "http://\u2100.example",
        "http://xn--a/",
        "https://press.example:x/",
        "http://%zz",
        "http://a\\b",
    ),
    *("0000-00-00", "0001-01-01", "9999-12-31", "2018-13-01", "2018-02-30", "2018-03-25T02:30"),
    *("9999-12-31T23:59:59+23:59", "0001-01-01T00:00:00-23:59", "2018-04-03T25:00", "2018-W14-2"),
    *("0001-01", "9999-12", "0000-00", "1900-01-01", "2199-12-31", "24:00", "99:99", "07:23:00"),
    *("{", "[", '"', "[[[[" * 500, '{"a":' * 1_000, "<a", "<!--", "&#xD800;", "%", "%%%s", "{0}"),
    *("..", "../../etc/passwd", ".", "*", "'; DROP TABLE release; --", "a" * 16, "-", "--", "\\"),
    *("1-", "-1-a", "0-", "9999999999999-", "1522732980000-" + "a" * 16, "a-b-c", "4-4", "99-99"),
)
_ASCII = [text for text in TEXTS if text.isascii() and text.isprintable()]

# Header names with values beside the texts above.
HEADERS: Mapping[str, Sequence[str]] = {
    "Origin": ("http://[::1", "null", "http://press.example", "http://]"),
    "Host": ("[::1", "a]", "press.example:x", "å", "a, b", "%zz"),
    "Referer": ("http://[::1",),
    "Accept": ("text/html", "*/*;q=x", "text/html;q=" + DIGITS, ",,,;;;"),
    "Accept-Language": ("sv;q=x", "å", ",;=", "sv-" + "a" * 900),
    "Accept-Encoding": ("br;q=" + DIGITS, "gzip;q=1e999", ";q=", "\xff"),
    "If-None-Match": ('W/"', '"' + "a" * 5_000, "*, *", "\xff"),
    "If-Modified-Since": (
        "Tue, 03 Apr 99999 05:23:02 GMT",
        "Tue, 03 Apr 2018 05:23:02 +9999",
        "Tue, 03 Apr 2018 05:23:02 +" + DIGITS,
        f"Tue, {DIGITS} Apr 2018 05:23:02 GMT",
        "Tue, 03 Apr 0000 05:23:02 GMT",
        "Tue, 03 Apr 2018 99:99:99 GMT",
        "03-Apr-18",
        "\xff",
    ),
    "If-Match": ('"1"', f'"{DIGITS}"', '"999999999999999"', '"²"', "W/"),
    "If-Unmodified-Since": ("x",),
    "If-Range": ("x",),
    "Range": ("bytes=0-", f"bytes={DIGITS}-", "bytes=-", "lines=1", "bytes=5-1,0-0"),
    "Cookie": (
        "__Host-pressrum-session=\xff",
        "__Host-pressrum-session=" + "a" * 5_000,
        "__Host-pressrum-said=%FF%D8%00",
        '__Host-pressrum-said="\\',
        "__Host-pressrum-room=../..; __Host-pressrum-elsewhere=a.b",
        "__Host-pressrum-elsewhere=MTUyMi4=.\xe5",
        "=;=;;; =x",
    ),
    "Content-Type": (
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=rot13",
        "application/x-www-form-urlencoded; charset=unicode_escape",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\xff",
        "multipart/form-data; boundary=x; charset=unicode_escape",
        "multipart/form-data; boundary=x; charset=idna",
        "multipart/form-data; boundary=x; charset=undefined",
        "multipart/form-data; boundary=x; charset=" + "a" * 900,
        "multipart/form-data; boundary=" + "x" * 900,
        "application/json",
        "application/json; charset=utf-16",
        "application/a+json",
        "text/html; charset=unicode_escape",
        "text/html; charset=rot13",
        "text/plain; charset=\x7f",
        "text/plain; charset*=utf-8''%ff",
        "/",
        ";;;",
    ),
    "Content-Encoding": ("gzip", "x"),
    "Authorization": ("Bearer", "Bearer \xff", "Bearer " + "a" * 5_000, "Basic å", "Bearer prt_x"),
    "Idempotency-Key": ("", "a" * 5_000, "\xff"),
    "X-Forwarded-For": ("[::1", "1.2.3.4, å", "999.1.1.1", ","),
    "X-Forwarded-Proto": ("http://[", "wss"),
    "X-Forwarded-Host": ("[::1",),
    "Forwarded": ("for=[::1",),
    "X-Csrf-Token": ("\xff", "å"),
    "Sec-Fetch-Site": ("same-origin", "none", "\xff"),
    "Purpose": ("prefetch",),
}

_BODIES: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"&" * 3_000,
    b"=%ff&%=%zz&csrf=%00",
    b"{",
    b"[]",
    b"null",
    b"1e999",
    b"-" + b"9" * 5_000,
    b'{"title":' + b"9" * 5_000 + b"}",
    b'{"title":"\\ud800"}',
    b'{"title":"\\u0000"}',
    b'{"action":"publish","at":"9999-12-31T23:59:59+23:59"}',
    b'{"action":"publish","at":"0001-01-01T00:00:00-23:59"}',
    b'{"action":"publish","at":"2018-03-25T02:30"}',
    b'{"url":"http://[::1"}',
    b'{"html":"<p width=9>","url":"http://[::1"}',
    b'{"text":"\\ud800"}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"--x\r\n",
    b"--x--\r\n",
    b"--x\r\n\r\n\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\\ud800\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800\\x00\r\n--x--\r\n',
    b"--x\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\na\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="\x00"\r\n'
    b"Content-Type: \xff\r\n\r\nx\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\xff'
    b"\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-%%EOF'
    b'\r\n--x\r\nContent-Disposition: form-data; name="focal_x"\r\n\r\n1e999\r\n--x--\r\n',
    b"--x\r\n" + b"A: b\r\n" * 2_000 + b"\r\n\r\n--x--\r\n",
)


class Attack(msgspec.Struct, frozen=True):
    """A request as it goes over the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None


class Attacker:
    """Makes requests at random, the same ones for the same seed."""

    def __init__(self, seed: int, known: Mapping[str, Sequence[str]]) -> None:
        """`known` holds real values of path parameters, by name."""
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self._known = known

    def attacks(
        self, route: str, methods: Sequence[str], names: Sequence[str], count: int
    ) -> Iterator[Attack]:
        """Yield requests for a route; `names` are parameters that pages somewhere know."""
        for number in range(count):
            yield self._attack(route, methods[number % len(methods)], names)

    def _attack(self, route: str, method: str, names: Sequence[str]) -> Attack:
        chance = self._random
        path = re.sub(r"\{(\w+)(?::path)?\}", lambda match: self._part(match[1]), route)
        if chance.random() < 0.7:
            path += f"?{self._pairs(names, 40)}"
        headers = {
            name: self._header(name)
            for name in chance.sample(sorted(HEADERS), chance.randint(0, 4))
        }
        body = None
        if method in ("POST", "PUT", "DELETE", "PATCH"):
            body, kind = self._body(names)
            headers.setdefault("Content-Type", kind)
            if chance.random() < 0.8:
                headers["Sec-Fetch-Site"] = "same-origin"
        return Attack(method, path, headers, body)

    def _pairs(self, names: Sequence[str], most: int) -> str:
        """Return two fields with a text each, or as many as there are with the same one."""
        chance = self._random
        if chance.random() < 0.4:
            return "&".join(f"{name}={self._text()}" for name in chance.sample(names, 2))
        text = self._text()
        chosen = chance.sample(names, min(most, len(names)))
        return "&".join(f"{name}={text[:300]}" for name in chosen)

    def _part(self, name: str) -> str:
        known = self._known.get(name, ())
        if known and self._random.random() < 0.8:
            return self._random.choice(known)
        return self._text() or "x"

    def _text(self) -> str:
        """Return a hostile text as it may stand in a path or query, now and then raw."""
        text = self._random.choice(TEXTS)
        quoted = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass")[:1_500])
        if text in _ASCII and " " not in text and self._random.random() < 0.4:
            return re.sub(r"[?#&/]", "", text)[:1_500]
        return quoted

    def _header(self, name: str) -> str:
        wanted = self._random.choice((*HEADERS[name], *_ASCII))
        return wanted.encode("latin-1", "replace").decode("latin-1")

    def _body(self, names: Sequence[str]) -> tuple[bytes, str]:
        if self._random.random() < 0.6:
            return self._pairs(names, 400).encode(), "application/x-www-form-urlencoded"
        kinds = ("application/json", "multipart/form-data; boundary=x")
        return self._random.choice(_BODIES), self._random.choice(kinds)
