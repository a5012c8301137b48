"""The HTTP session that spans are sent by: of an answer it takes no more than a collector says."""

from typing import Any

import requests

MOST_BYTES = 64 * 1024


class BoundedSession(requests.Session):
    """A session whose answers are read up to 64 kB, and not at all where they do not say how long.

    What a collector says beyond its status is of no use; without an end it would fill the memory.
    """

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        answer = super().request(*args, **(kwargs | {"stream": True}))
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and int(length) <= MOST_BYTES:
            # Read, so that the connection serves again.
            answer.raw.read(decode_content=False)
        answer.close()
        return answer
