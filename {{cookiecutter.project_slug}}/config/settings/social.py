"""What production demands of the providers of identities."""

from collections.abc import Mapping

from config.settings import validation as rule


def rules(environ: Mapping[str, str]) -> dict[str, rule.Rule]:
    """A provider is there whole or not at all."""
    providers: tuple[dict[str, rule.Rule], ...] = (
        _credentials("GOOGLE"),
        _credentials("GITHUB"),
        _credentials("OIDC") | {"SOCIAL_OIDC_SERVER_URL": rule.address("https")},
    )
    wanted: dict[str, rule.Rule] = {}
    for provider in providers:
        if any(environ.get(name, "").strip() for name in provider):
            wanted |= provider
    return wanted


def _credentials(provider: str) -> dict[str, rule.Rule]:
    return {f"SOCIAL_{provider}_CLIENT_{part}": no_placeholder for part in ("ID", "SECRET")}


def no_placeholder(value: str) -> str | None:
    return "is a placeholder" if rule.PLACEHOLDER.search(value) else None
