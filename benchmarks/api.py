"""One page of an API, served by the baked project and by what a team would pick instead.

Needs a PostgreSQL and a Redis on this machine. Makes a database of its own there and drops it,
listens on loopback alone, and ends after the rounds that were asked for: `--help` names them.
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
    from measure import aims, answers, baked, cases, database, report, services
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
        project = baked.bake(work, production=production)
        database.fill(address)
        servers = {
            server.name: stack.enter_context(running(server, work))
            for server in (
                *twins.servers(),
                project.server(),
                project.server("remembering", SESSION_MEMO_SECONDS="5"),
            )
        }
        token = twins.token()
        callers = {
            "plain": twins.bearer,
            "incumbent": lambda: token,
            "template": twins.bearer,
            "idiomatic": twins.bearer,
            "tuned": twins.bearer,
            "baked": lambda: project.bearer(servers["baked"].port),
            "remembering": lambda: project.bearer(servers["baked"].port),
        }
        size = answers.compare(
            {name: server.port for name, server in servers.items()},
            {name: caller() for name, caller in callers.items()},
        )
        print(f"Answers agree; the page has {size} bytes. Load by {generator()}.", flush=True)
        plan = Plan(
            cases=cases.SAME_CONTRACT + cases.LESS_WORK,
            servers=servers,
            callers=callers,
            meter=Meter(address, options.redis),
        )
        samples = plan.run(options.rounds, options.seconds)
    print("", report.table(samples), "", aims.verdicts(samples), sep="\n")


if __name__ == "__main__":
    main()
