"""Guards of what can be chosen."""

from tests.guards.guard import Guard

GUARDS = (
    Guard(
        "apps/oauth2/validators.py",
        "return not ApplicationRepository().is_outlived(code, application=client)",
        "return True",
        "security/oauth2/test_codes.py::test_a_code_that_outlives_the_users_trust",
    ),
    Guard(
        "apps/oauth2/authentication.py",
        "if needed is None or not access.is_valid([needed]):",
        "if False:",
        "security/oauth2/test_tokens.py::test_a_token_to_read_that_writes",
    ),
    Guard(
        "services/oauth2/applications.py",
        "if event.everywhere:",
        "if False:",
        "security/oauth2/test_tokens.py::test_tokens_that_outlive_the_users_trust",
    ),
    Guard(
        "config/settings/parts/oauth2.py",
        '"REFRESH_TOKEN_REUSE_PROTECTION": True,',
        "",
        "security/oauth2/test_codes.py::test_a_refresh_token_used_twice",
    ),
    Guard(
        "apps/oauth2/views.py",
        'http_method_names = ["post", "options"]',
        "",
        "security/oauth2/test_tokens.py::test_a_token_in_the_address",
    ),
    Guard(
        "adapters/social/allauth.py",
        'if claims.get("nonce") != nonce:',
        "if False:",
        "security/social/test_answers.py::test_a_forged_identity_token",
    ),
    Guard(
        "adapters/social/allauth.py",
        'if "userinfo" in data and data["userinfo"].get("sub") != claims.get("sub"):',
        "if False:",
        "security/social/test_answers.py::test_user_info_about_somebody_else",
    ),
    Guard(
        "adapters/social/allauth.py",
        "if found.primary and is_yes(found.verified):",
        "if found.primary:",
        "security/social/test_answers.py::test_an_address_that_the_provider_has_not_verified",
    ),
    Guard(
        "apps/social/repositories.py",
        ", extra_data__issuer=identity.issuer",
        "",
        "security/social/test_answers.py::test_the_same_id_of_another_issuer",
    ),
    Guard(
        "apps/social/flows.py",
        "or not constant_time_compare(flow.owner, _digest(secret))",
        "",
        "security/social/test_ways.py::test_login_csrf_with_the_attackers_code_and_state",
    ),
    Guard(
        "apps/social/flows.py",
        "or flow.user_id != user_id",
        "",
        "security/social/test_ways.py::test_linking_by_a_way_that_somebody_else_started",
    ),
    Guard(
        "apps/social/flows.py",
        "return flow if cache.delete(_key(state)) else None",
        "return flow",
        "security/social/test_ways.py::test_a_state_used_twice",
    ),
    Guard(
        "services/social/identities.py",
        "if redirect_uri not in settings.SOCIAL_REDIRECT_URIS:",
        "if False:",
        "security/social/test_ways.py::test_an_open_redirect",
    ),
    Guard(
        "services/social/identities.py",
        "return self.sessions.log_in_proved(user=user, device=device)",
        "return self.sessions.open(user=user, device=device)",
        "security/social/test_identities.py::test_the_second_factor_is_not_skipped",
    ),
    Guard(
        "apps/sharing/views.py",
        'if getattr(view, "action", None) == "shares":',
        "if False:",
        "security/sharing/test_shared_rows.py::test_an_editor_who_deletes_or_shares_onward",
    ),
)
