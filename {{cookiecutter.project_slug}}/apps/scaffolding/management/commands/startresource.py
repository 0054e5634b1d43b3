from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from apps.scaffolding.names import Names
from apps.scaffolding.plan import plan_resource
from apps.scaffolding.running import ScaffoldCommand
from apps.scaffolding.specification import specify


class Command(ScaffoldCommand):
    help = "Write a whole resource, from the model to its tests: see docs/scaffolding.md."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("app", help="of the model; made if there is none: orders")
        parser.add_argument("model", help="in the singular: OrderLine")
        parser.add_argument("fields", nargs="+", help="name:kind[=argument][?]: total:money")
        parser.add_argument("--scope", choices=("owner", "organization"), default="owner")
        parser.add_argument("--soft-delete", action="store_true", help="keep what is deleted")
        parser.add_argument("--plural", default="", help="of the model, in lower case")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        names = Names(options["app"], options["model"], options["plural"])
        specification = specify(
            names, options["fields"], scope=options["scope"], soft_delete=options["soft_delete"]
        )
        self.carry_out(
            lambda root: plan_resource(root, specification, options["icon"]), options, names.app
        )
        if not options["dry_run"]:
            self.stdout.write(
                "Read what was written, above all the migration; then `manage.py migrate` and `make ci`."
            )
