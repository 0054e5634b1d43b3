"""One line of a table of aims."""


def least(aim: str, found: float, wanted: float) -> str:
    return _line(aim, found, f"≥ {wanted:g}", met=found >= wanted)


def most(aim: str, found: float, wanted: float) -> str:
    return _line(aim, found, f"≤ {wanted:g}", met=found <= wanted)


def _line(aim: str, found: float, wanted: str, *, met: bool) -> str:
    return f"| {aim} | {found:.3g} | {wanted} | {'met' if met else '**not met**'} |"
