"""A server of names, as a network of compose has one: a service's name → where it runs now."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable

_A = 1


class Names:
    """Answers over UDP what `addresses` says of a name; knows IPv4 alone."""

    def __init__(self, host: str, addresses: Callable[[str], list[str]]) -> None:
        self._addresses = addresses
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        # Caddy asks over TCP where nothing else is said
        self.address = "udp/{}:{}".format(*self._socket.getsockname())
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()  # the thread goes with the process

    def _serve(self) -> None:
        while True:
            try:
                asked, who = self._socket.recvfrom(512)
                self._socket.sendto(self._answer(asked), who)
            except OSError:
                return

    def _answer(self, asked: bytes) -> bytes:
        labels, place = [], 12
        while asked[place]:
            labels.append(asked[place + 1 : place + 1 + asked[place]].decode())
            place += 1 + asked[place]
        question, (kind,) = asked[12 : place + 5], struct.unpack_from("!H", asked, place + 1)
        found = self._addresses(labels[0]) if kind == _A and len(labels) == 1 else []
        head = asked[:2] + struct.pack("!HHHHH", 0x8580, 1, len(found), 0, 0)
        rows = [
            b"\xc0\x0c" + struct.pack("!HHIH", _A, 1, 0, 4) + socket.inet_aton(one) for one in found
        ]
        return head + question + b"".join(rows)
