"""Sends requests over connections that stay open, as a browser does, and times the answers."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.figures import Run

Write = Callable[[], bytes]  # the bytes of the next request


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose bytes differ from one sending to the next, and the statuses that count as an answer."""

    write: Write
    good: tuple[int, ...]


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of one HTTP request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + body


class Connection:
    """One connection to the server, opened when first used and again when the server closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, sent: bytes) -> int:
        """Send one request and read its whole answer; gives the status."""
        reader, writer = self.streams = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if (length := head.partition("\r\ncontent-length:")[2].partition("\r\n")[0]) == "":
            raise EOFError("an answer without its length")
        await reader.readexactly(int(length))
        if "connection: close" in head:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def _timed(connection: Connection, what: Request, run: Run, since: float | None = None) -> None:
    sent = what.write()
    begun = time.perf_counter() if since is None else since
    try:
        status = await connection.ask(sent)
    except (OSError, EOFError) as fault:
        connection.close()
        run.faults.append(str(fault) or type(fault).__name__)
        return
    if status in what.good:
        run.waits.append(1000 * (time.perf_counter() - begun))
    else:
        run.faults.append(f"status {status}")


async def closed_loop(port: int, what: Request, *, connections: int, seconds: float) -> Run:
    """So many visitors, each of whom asks again as soon as the answer is there."""
    run, begun = Run(), time.perf_counter()

    async def visitor() -> None:
        connection = Connection(port)
        while time.perf_counter() - begun < seconds:
            await _timed(connection, what, run)
        connection.close()

    await asyncio.gather(*(visitor() for _ in range(connections)))
    run.seconds = time.perf_counter() - begun
    return run


async def open_loop(port: int, what: Request, *, per_second: float, seconds: float) -> Run:
    """Visitors who come at their own pace, whether or not the server keeps up; waiting counts from when each came."""
    run, begun, idle = Run(), time.perf_counter(), list[Connection]()

    async def visitor(due: float) -> None:
        connection = idle.pop() if idle else Connection(port)
        await _timed(connection, what, run, since=due)
        idle.append(connection)

    visitors = []
    for number in range(int(per_second * seconds)):
        due = begun + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        visitors.append(asyncio.create_task(visitor(due)))
    await asyncio.gather(*visitors)
    run.seconds = time.perf_counter() - begun
    for connection in idle:
        connection.close()
    return run
