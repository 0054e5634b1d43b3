"""A load generator without dependencies: url, connections, seconds, then header lines.

Where the url says EACH it asks an address of its own each time.

Costs about ten times wrk's processor time, which the server under test lacks meanwhile.
"""

import asyncio
import itertools
import json
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Tally:
    latencies: list[float] = field(default_factory=list)
    bytes: int = 0
    failures: int = 0


numbers = itertools.count(time.time_ns())


async def caller(address: tuple[str, int], request: bytes, until: float, tally: Tally) -> None:
    reader = writer = None
    while (start := time.perf_counter()) < until:
        if writer is None or reader is None:
            reader, writer = await asyncio.open_connection(*address)
        writer.write(request.replace(b"EACH", b"%d" % next(numbers)))
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(x[15:]) for x in lines if x.startswith(b"content-length:")), 0)
        status = int(head[9:12])
        if status != 304:  # noqa: PLR2004 - has a length, but no body
            await reader.readexactly(length)
        tally.latencies.append(time.perf_counter() - start)
        tally.bytes += len(head) + length
        tally.failures += status >= 400  # noqa: PLR2004
        if b"connection: close" in lines:
            writer.close()
            writer = None


async def main(url: str, connections: int, seconds: int, headers: list[str]) -> None:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    request = "\r\n".join([f"GET {target} HTTP/1.1", *headers, "", ""]).encode()
    address = (parts.hostname or "", parts.port or 80)
    tally = Tally()
    start = time.perf_counter()
    callers = (caller(address, request, start + seconds, tally) for _ in range(connections))
    await asyncio.gather(*callers)
    ranked = sorted(tally.latencies)
    print(
        json.dumps(
            {
                "requests": len(ranked),
                "seconds": time.perf_counter() - start,
                "bytes": tally.bytes,
                "p50_ms": ranked[len(ranked) // 2] * 1000,
                "p99_ms": ranked[len(ranked) * 99 // 100] * 1000,
                "failures": tally.failures,
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
