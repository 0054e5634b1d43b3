"""The content slice's list and one of its articles, beside the same by the incumbent's settings.

Needs what `api.py` needs, takes the same options, and cleans up as it does.
"""

import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from measure import environment
from measure.options import arguments


def main() -> None:
    options = arguments(__doc__)
    environment.enter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Terminated"))  # so that all is cleaned up

    # From here on in the environment of the benchmarks.
    from measure import baked, database, report, services, stories
    from measure.load import generator
    from measure.process import running
    from measure.rounds import Plan
    from measure.twins import SCHEMA, Twins
    from measure.usage import Meter

    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench_")))
        address = stack.enter_context(database.fresh(options.database, schema=SCHEMA))
        prefix = stack.enter_context(services.prefix(options.redis))
        twins = Twins(address, options.workers)
        twins.prepare()
        production = baked.production(address, options.redis, prefix, options.workers)
        project = baked.bake(work, {"include_content": True}, production=production)
        database.fill(address, stories.ROWS)
        servers = {
            server.name: stack.enter_context(running(server, work))
            for server in (
                *twins.django(),
                project.server("content"),
                project.server("repeating", CONTENT_REPEAT_SECONDS="5"),
            )
        }
        size = stories.compare({name: server.port for name, server in servers.items()})
        print(f"Answers agree; the page has {size} bytes. Load by {generator()}.", flush=True)
        plan = Plan(
            cases=stories.CASES,
            servers=servers,
            callers=dict.fromkeys(servers, dict),
            meter=Meter(address, options.redis),
        )
        samples = plan.run(options.rounds, options.seconds)
    print("", report.table(samples), "", stories.verdicts(samples), sep="\n")


if __name__ == "__main__":
    main()
