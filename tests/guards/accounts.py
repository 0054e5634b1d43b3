"""Guards of accounts and of the core."""

from tests.guards.guard import Guard

GUARDS = (
    Guard(
        "apps/idempotency/views.py",
        'user_id=cast("int", request.user.pk)',
        "user_id=0",
        "security/test_idempotency_keys.py::test_reading_another_user_s_answer_by_their_key",
    ),
    Guard(
        "apps/idempotency/views.py",
        '"body": encrypt(response.content.decode("latin-1"), purpose=PURPOSE),',
        '"body": response.content.decode("latin-1"),',
        "security/test_idempotency_keys.py::test_reading_a_secret_out_of_the_stored_answers",
    ),
    Guard(
        "services/accounts/sessions.py",
        'if session.refresh_jti == spent["jti"]:',
        "if True:",
        "security/test_stolen_tokens.py::test_replay_of_a_spent_refresh_token_ends_its_family",
    ),
    Guard(
        "apps/accounts/authentication.py",
        "if session is None or not session.is_live:",
        "if session is None:",
        "security/test_stolen_tokens.py::test_replay_after_logout",
    ),
    Guard(
        "apps/accounts/models/session.py",
        "and constant_time_compare(self.auth_hash, self.user.get_session_auth_hash())",
        "",
        "security/test_stolen_tokens.py"
        "::test_replay_after_a_password_change_behind_the_services_back",
    ),
    Guard(
        "apps/accounts/models/session.py",
        "and self.user.is_active",
        "",
        "security/test_stolen_tokens.py::test_replay_after_deactivation_behind_the_services_back",
    ),
    Guard(
        "apps/accounts/authentication.py",
        "token.check_exp(current_time=timezone.now())",
        "pass",
        "security/test_remembered_sessions.py"
        "::test_an_expired_token_is_refused_although_its_session_is_remembered",
    ),
    Guard(
        "apps/accounts/keyring.py",
        'options: Any = {"verify_signature": verify, "verify_aud": False}',
        'options: Any = {"verify_signature": False, "verify_aud": False}',
        "security/test_stolen_tokens.py::test_token_signed_with_another_key",
    ),
    Guard(
        "services/accounts/sessions.py",
        "make_password(password)\n            raise _refused(None)",
        "raise _refused(None)",
        "security/test_user_enumeration.py::test_enumeration_by_the_time_of_login",
    ),
    Guard(
        "services/accounts/registration.py",
        "candidate.password = encoded or make_password(password)",
        'candidate.password = "" if self.users.by_email(email) else make_password(password)',
        "security/test_user_enumeration.py::test_enumeration_by_the_time_of_registration",
    ),
    Guard(
        "apps/accounts/repositories.py",
        "            last_login=None,\n",
        "",
        "security/test_link_tokens.py::test_takeover_by_registering_again",
    ),
    Guard(
        "apps/accounts/tokens.py",
        "and constant_time_compare(claim[1], self._fingerprint(user))",
        "",
        "security/test_link_tokens.py::test_reset_link_used_twice",
    ),
    Guard(
        "apps/accounts/tokens.py",
        'return f"accounts.{self.purpose}"',
        'return "accounts"',
        "security/test_link_tokens.py::test_link_of_another_purpose",
    ),
    Guard(
        "apps/accounts/views/sessions.py",
        'throttle_scope = "login"',
        "",
        "security/test_brute_force.py"
        "::test_brute_force_of_login_finds_nothing_even_with_the_right_password",
    ),
    Guard(
        "apps/core/client_address.py",
        "if not networks or current is None or not is_in(current, networks):",
        'if not request.META.get("HTTP_X_FORWARDED_FOR"):',
        "security/test_brute_force.py::test_brute_force_with_forged_addresses",
    ),
    Guard(
        "apps/accounts/views/users.py",
        "permission_classes = (IsStaff,)",
        "",
        "security/test_user_enumeration.py::test_enumeration_by_the_user_list",
    ),
    Guard(
        "apps/core/permissions.py",
        'return queryset.filter(**{self.owner_field.replace(".", "__"): user})',
        "return queryset",
        "api/core/test_ownership.py::test_a_list_holds_ones_own_alone",
    ),
    Guard(
        "apps/accounts/permissions.py",
        "return is_recent(session) or self._has_just_proved(session)",
        "return True",
        "security/test_recent_authentication.py::test_stolen_session_does_what_is_dangerous",
    ),
    Guard(
        "apps/accounts/authentication.py",
        "        require_csrf(request)\n",
        "",
        "security/test_cookies.py::test_cross_site_request_forgery",
    ),
    Guard(
        "apps/accounts/cookies.py",
        "httponly=True",
        "httponly=False",
        "security/test_cookies.py::test_stealing_a_token_by_script",
    ),
    Guard(
        "apps/accounts/lockout.py",
        "if not AxesProxyHandler.is_allowed(plain, credentials):",
        "if False:",
        "security/test_lockout.py::test_guessing_locks_the_pair_out_known_or_not",
    ),
    Guard(
        "config/settings/parts/auth.py",
        '    "axes.backends.AxesStandaloneBackend",\n',
        "",
        "security/test_lockout.py::test_guessing_at_the_admins_login",
    ),
    Guard(
        "services/accounts/mfa.py",
        " and step > device.last_step",
        "",
        "security/test_mfa.py::test_replay_of_a_code",
    ),
    Guard(
        "services/accounts/sessions.py",
        "if self.mfa.is_on(user):\n            return MfaChallenge",
        "if False:\n            return MfaChallenge",
        "security/test_mfa.py::test_the_password_alone_opens_nothing",
    ),
    Guard(
        "services/accounts/mfa.py",
        "if tally.hits > ATTEMPTS:",
        "if False:",
        "security/test_mfa.py::test_brute_force_of_codes_with_ever_new_tokens_from_many_addresses",
    ),
    Guard(
        "apps/accounts/repositories.py",
        "RecoveryCode.objects.filter(user=user, used_at=None)",
        "RecoveryCode.objects.filter(user=user)",
        "security/test_mfa.py::test_replay_of_a_recovery_code",
    ),
    Guard(
        "apps/accounts/forms.py",
        "if user is not None and service.is_on(user):",
        "if False:",
        "api/accounts/test_mfa.py::test_the_admins_login_asks_for_it",
    ),
    Guard(
        "apps/core/viewsets/repeating.py",
        '    "HTTP_AUTHORIZATION",\n',
        "",
        "api/core/test_repeated_answers.py::test_one_callers_answer_is_never_anothers",
    ),
    Guard(
        "apps/core/viewsets/repeating.py",
        '    "HTTP_HOST",\n',
        "",
        "api/core/test_repeated_answers.py::test_cache_poisoning_by_the_name_of_another_host",
    ),
    Guard(
        "apps/core/viewsets/versions.py",
        "(tag, request.scheme, request.get_host())",
        "(tag, request.scheme)",
        "api/core/test_kept_answers.py::test_cache_poisoning_by_the_name_of_another_host",
    ),
    Guard(
        "apps/core/logging.py",
        "default, orjson.OPT_PASSTHROUGH_DATACLASS",
        "default",
        "unit/core/test_logging.py::test_secret_disclosure_by_a_dataclass_in_the_log",
    ),
    Guard(
        "apps/core/logging.py",
        "return SECRET_VALUE.sub(MASK, value)",
        "return value",
        "unit/core/test_logging.py::test_credentials_are_masked",
    ),
    Guard(
        "apps/realtime/tickets.py",
        "if stored is None or not cache.delete(_key(ticket)):",
        "if stored is None:",
        "api/realtime/test_tickets.py::test_a_ticket_names_its_holder_once",
    ),
    Guard(
        "utils/csv.py",
        "text.startswith(FORMULA_STARTS)",
        "False",
        "security/test_admin_secrets.py::test_formula_injection_by_csv_export",
    ),
    Guard(
        "utils/images.py",
        "if image.width * image.height > max_pixels:",
        "if False:",
        "security/test_uploads.py::test_pixel_bomb",
    ),
    Guard(
        "utils/images.py",
        "formats=FORMATS",
        "formats=None",
        "security/test_uploads.py::test_what_only_claims_to_be_a_picture",
    ),
    Guard(
        "apps/core/parsers.py",
        'int(declared) > context["view"].max_upload_bytes + OVERHEAD',
        "False",
        "security/test_uploads.py::test_a_body_far_above_the_limit_is_not_read",
    ),
    Guard(
        "apps/accounts/devices.py",
        'NO_NAME.sub("", name)',
        "name",
        "security/test_devices.py::test_phishing_by_the_name_of_a_device",
    ),
    Guard(
        "apps/accounts/repositories.py",
        "filter(pk=session_id, user=user)",
        "filter(pk=session_id)",
        "security/test_devices.py::test_logout_by_another_users_session_id",
    ),
    Guard(
        "apps/accounts/serializers/public.py",
        "not instance.profile.shows(name, viewer)",
        "False",
        "security/test_privacy.py::test_everything_that_is_hidden_stays_hidden",
    ),
    Guard(
        "services/accounts/profile.py",
        "if user is None or not user.is_active:",
        "if user is None:",
        "security/test_privacy.py::test_unknown_inactive_and_hidden_users_look_the_same",
    ),
    Guard(
        "services/accounts/email_change.py",
        "if getattr(change, other) is None:",
        "if False:",
        "security/test_lifecycle.py::test_takeover_by_email_change_with_a_stolen_session",
    ),
    Guard(
        "services/accounts/email_change.py",
        "mails.email_taken(owner) if owner else mails.email_change_new(change)",
        "mails.email_change_new(change)",
        "security/test_lifecycle.py::test_asking_by_email_change_whether_an_address_is_taken",
    ),
    Guard(
        "services/accounts/activation.py",
        "user.is_active or user.closed_by_owner_at is None",
        "user.is_active",
        "security/test_lifecycle.py::test_reactivating_what_staff_has_closed",
    ),
    Guard(
        "apps/accounts/repositories.py",
        "filter(pk=export_id, user=user, expires_at__gt=at)",
        "filter(pk=export_id, expires_at__gt=at)",
        "security/test_lifecycle.py::test_another_users_export",
    ),
    Guard(
        "apps/accounts/admin.py",
        "if obj is not None and obj.is_superuser and not request.user.is_superuser:\n"
        "            return False\n"
        "        return super().has_change_permission",
        "if False:\n            return False\n        return super().has_change_permission",
        "security/test_staff.py::test_staff_takes_a_superuser_over",
    ),
)
