"""The settings table, and every setting that stops the start."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.settings import (
    SETTINGS,
    BadSetting,
    MissingSetting,
    Setting,
    Settings,
    UnsafeSetting,
)

SAFE = {"JOINCARD_ISSUER": "https://card.example.cn"}
DEMO = {"JOINCARD_ISSUER": "http://localhost:8000", "JOINCARD_DEMO": "1"}
NUMBERS = [setting for setting in SETTINGS if type(setting.default) is int]


class TestTheTable:
    def test_has_a_row_with_unit_and_sentence_for_every_field(self) -> None:
        assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]
        assert all(setting.unit and setting.sentence.endswith(".") for setting in SETTINGS)

    def test_has_defaults_within_their_own_ranges(self) -> None:
        for setting in NUMBERS:
            assert setting.read(str(setting.default)) == setting.default

    def test_gives_the_defaults(self) -> None:
        settings = Settings.from_environment(SAFE)
        assert settings.token_lifetime == 600
        assert settings.demo is False
        assert settings.database_url == "sqlite:///joincard.db"

    def test_keeps_values_out_of_the_text_of_settings(self) -> None:
        env = SAFE | {"JOINCARD_DATABASE_URL": "postgresql://joincard:secret@db/joincard"}
        assert "secret" not in repr(Settings.from_environment(env))


class TestANumber:
    @pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
    def test_outside_its_range_is_refused_by_name(self, setting: Setting) -> None:
        for wrong in ((setting.least or 0) - 1, None if setting.most is None else setting.most + 1):
            if wrong is not None:
                with pytest.raises(BadSetting, match=setting.variable):
                    Settings.from_environment(SAFE | {setting.variable: str(wrong)})

    @given(st.text().filter(lambda text: not (text.isascii() and text.strip().isdigit()) and text.strip()))
    def test_that_is_no_number_is_refused(self, text: str) -> None:
        with pytest.raises(BadSetting):
            Settings.from_environment(SAFE | {"JOINCARD_WORKERS": text})


class TestTheStart:
    def test_stops_without_an_issuer(self) -> None:
        with pytest.raises(MissingSetting, match="JOINCARD_ISSUER"):
            Settings.from_environment({})

    def test_stops_for_a_misspelt_setting(self) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_TOKEN_LIFETIMES"):
            Settings.from_environment(SAFE | {"JOINCARD_TOKEN_LIFETIMES": "60"})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("JOINCARD_ISSUER", "http://card.example.cn"),
            ("JOINCARD_DEBUG", "1"),
            ("JOINCARD_TLS_TERMINATORS", "10.0.0.5/32 0.0.0.0/0"),
            ("JOINCARD_TLS_TERMINATORS", "::/0"),
            ("JOINCARD_PRIVATE_ADDRESSES", "1"),
            ("FLASK_DEBUG", "1"),
            ("AUTHLIB_INSECURE_TRANSPORT", "true"),
            ("JOINCARD_DATABASE_URL", "sqlite:///:memory:"),
            ("JOINCARD_DATABASE_URL", "sqlite:///"),
            ("JOINCARD_DATABASE_URL", "sqlite:///a.db?mode=memory"),
        ],
    )
    def test_stops_for_an_unsafe_setting_and_names_it(self, name: str, value: str) -> None:
        with pytest.raises(UnsafeSetting, match=name):
            Settings.from_environment(SAFE | {name: value})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("JOINCARD_ISSUER", "https://card.example.cn/"),
            ("JOINCARD_ISSUER", "https://card.example.cn?a=1"),
            ("JOINCARD_ISSUER", "https://user@card.example.cn"),
            ("JOINCARD_ISSUER", "ftp://card.example.cn"),
            ("JOINCARD_ISSUER", "https://"),
            ("JOINCARD_DATABASE_URL", "mysql://db/joincard"),
            ("JOINCARD_DEMO", "perhaps"),
            ("JOINCARD_TLS_TERMINATORS", "10.0.0.5/8"),
            ("JOINCARD_TLS_TERMINATORS", "his.example.cn"),
            ("JOINCARD_CLIENT_CERTIFICATE_HEADER", "Client Cert"),
            ("JOINCARD_CLIENT_CERTIFICATE_HEADER", "Client_Cert"),
            ("JOINCARD_CLIENT_CERTIFICATE_HEADER", "authorization"),
        ],
    )
    def test_stops_for_a_setting_that_cannot_be_read(self, name: str, value: str) -> None:
        with pytest.raises(BadSetting, match=name):
            Settings.from_environment(SAFE | {name: value})

    def test_allows_http_in_the_demo_on_this_machine_alone(self) -> None:
        assert Settings.from_environment(DEMO).issuer == "http://localhost:8000"
        with pytest.raises(UnsafeSetting, match="JOINCARD_ISSUER"):
            Settings.from_environment(DEMO | {"JOINCARD_ISSUER": "http://card.example.cn"})

    def test_allows_keys_at_private_addresses_in_the_demo(self) -> None:
        assert Settings.from_environment(DEMO | {"JOINCARD_PRIVATE_ADDRESSES": "1"}).private_addresses is True

    def test_takes_the_networks_of_several_terminators(self) -> None:
        networks = {"JOINCARD_TLS_TERMINATORS": "10.0.0.5/32 fd00::/8"}
        assert Settings.from_environment(SAFE | networks).tls_terminators == "10.0.0.5/32 fd00::/8"

    def test_allows_debug_in_the_demo(self) -> None:
        assert Settings.from_environment(DEMO | {"JOINCARD_DEBUG": "on", "FLASK_DEBUG": "1"}).debug is True


class TestTheWeakestWayToSignIn:
    def test_has_a_second_step_unless_the_operator_says_otherwise(self) -> None:
        assert Settings.from_environment(SAFE).sign_in_least == "password-otp"

    @pytest.mark.parametrize("way", ["password", "password-otp", "passkey"])
    def test_is_one_of_three(self, way: str) -> None:
        assert Settings.from_environment(SAFE | {"JOINCARD_SIGN_IN_LEAST": way}).sign_in_least == way

    @pytest.mark.parametrize("way", ["none", "otp", "Password", "urn:joincard:acr:password"])
    def test_is_nothing_else(self, way: str) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_SIGN_IN_LEAST"):
            Settings.from_environment(SAFE | {"JOINCARD_SIGN_IN_LEAST": way})


class TestLetters:
    SENT = SAFE | {
        "JOINCARD_MAIL_SERVER": "smtp://mail.example.cn:587",
        "JOINCARD_MAIL_FROM": "card@example.cn",
    }

    @pytest.mark.parametrize("server", ["smtp://mail.example.cn", "smtps://mail.example.cn:465"])
    def test_go_through_a_server_with_a_sender(self, server: str) -> None:
        Settings.from_environment(self.SENT | {"JOINCARD_MAIL_SERVER": server})

    @pytest.mark.parametrize(
        "server",
        [
            "mail.example.cn",
            "http://mail.example.cn",
            "smtp://",
            "smtp://me:pw@mail.example.cn",
            "smtp://a:x",
        ],
    )
    def test_go_through_nothing_else(self, server: str) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_MAIL_SERVER"):
            Settings.from_environment(self.SENT | {"JOINCARD_MAIL_SERVER": server})

    @pytest.mark.parametrize("sender", ["", "card", "Card <card@example.cn>", "card@example.cn\nBcc: x@y"])
    def test_have_a_sender(self, sender: str) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_MAIL_FROM"):
            Settings.from_environment(self.SENT | {"JOINCARD_MAIL_FROM": sender})

    def test_are_sent_with_a_name_and_its_password_or_without_both(self) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_MAIL_USER"):
            Settings.from_environment(self.SENT | {"JOINCARD_MAIL_USER": "card"})

    def test_become_files_in_the_demo_alone(self) -> None:
        Settings.from_environment(DEMO | {"JOINCARD_MAIL_FOLDER": "mail"})
        with pytest.raises(UnsafeSetting, match="JOINCARD_MAIL_FOLDER"):
            Settings.from_environment(SAFE | {"JOINCARD_MAIL_FOLDER": "mail"})


class TestScopesThatNeedAStrongerSignIn:
    @pytest.mark.parametrize("text", ["", "verify=passkey", "verify=password-otp/300 openid=password"])
    def test_are_named_with_a_way_and_perhaps_an_age(self, text: str) -> None:
        assert Settings.from_environment(SAFE | {"JOINCARD_SCOPE_LEAST": text}).scope_least == text

    @pytest.mark.parametrize(
        "text", ["verify", "verify=otp", "verify=passkey/0", "verify=passkey/x", "=passkey"]
    )
    def test_are_written_in_no_other_way(self, text: str) -> None:
        with pytest.raises(BadSetting, match="JOINCARD_SCOPE_LEAST"):
            Settings.from_environment(SAFE | {"JOINCARD_SCOPE_LEAST": text})
