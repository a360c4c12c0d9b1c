"""A server in a thread that answers, and fails, as official sources do.

The servers that testing libraries bring close the connection after each answer; here it must be
seen that one connection is kept, and answers must break off, hang or never begin.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: the page of an error, which sources send with status 200 too
ERROR_PAGE = b"<!DOCTYPE html>\n<html><head><title>Fout</title></head><body>Storing</body></html>"


@dataclass
class Reply:
    """An answer; what is odd about it is said by its fields."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: the length that the headers tell, where it is not that of the body
    told_length: int | None = None
    #: after so many bytes nothing comes, until the server is closed
    hangs_after: int | None = None
    #: whether even the headers never come
    is_silent: bool = False


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that are gone."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Server:
    """Answers what `answer` says of a path, unless another reply waits for that path.

    `asked` has the path of each request, `agents` who asked.
    """

    def __init__(self, answer: Callable[[str], Reply]) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.connections = 0
        self._waiting: defaultdict[str, deque[Reply]] = defaultdict(deque)
        self._closed = threading.Event()
        self._http = _Quiet(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def instead(self, part: str, *replies: Reply) -> None:
        """The next requests whose path has this part get these replies."""
        self._waiting[part].extend(replies)

    def times(self, part: str) -> int:
        """How often a path with this part was asked for."""
        return sum(part in path for path in self.asked)

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.asked)

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._closed.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()

    def _reply(self, path: str) -> Reply:
        for part, replies in self._waiting.items():
            if part in path and replies:
                return replies.popleft()
        return self.answer(path)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                server.connections += 1

            def do_GET(self) -> None:
                server.asked.append(self.path)
                server.agents.add(self.headers.get("User-Agent", ""))
                self.give(server._reply(self.path))

            def give(self, reply: Reply) -> None:
                if reply.is_silent:
                    server._closed.wait()
                    return
                self.send_response(reply.status)
                length = len(reply.body) if reply.told_length is None else reply.told_length
                for name, value in ({"Content-Length": str(length)} | reply.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body[: reply.hangs_after])
                self.wfile.flush()
                if reply.hangs_after is not None:
                    server._closed.wait()
                self.close_connection = reply.told_length is not None

            def log_message(self, *args: object) -> None:
                pass

        return Handler
