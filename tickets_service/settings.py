"""Settings of the deployment, read once at the edge from environment or `.env`; the rest is edited in the product."""

from __future__ import annotations

import ipaddress
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from croniter import croniter
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tickets_service.errors import CannotStart

DATABASE_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


def _default_log_format() -> LogFormat:
    return LogFormat.CONSOLE if sys.stderr.isatty() else LogFormat.JSON


class Settings(BaseSettings):
    """`None` or an empty value means: decide as `.env.example` says."""

    model_config = SettingsConfigDict(env_prefix="TICKETS_", env_file=".env", extra="ignore", frozen=True)

    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    host: str = "127.0.0.1"
    port: int = Field(default=8007, ge=1, le=65535)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    public_url: str | None = None
    refresh_cron: str = "* * * * *"
    undo_seconds: float = Field(default=8, ge=0, le=120)
    auto_draft: bool = True
    log_format: LogFormat = Field(default_factory=_default_log_format)

    @field_validator("database_url", "tls_cert", "tls_key", "public_url", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("secret_keys", "trusted_proxies", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _empty_follows_the_terminal(cls, value: object) -> object:
        return _default_log_format() if value == "" else value

    @field_validator("refresh_cron")
    @classmethod
    def _cron_is_readable(cls, value: str) -> str:
        if not croniter.is_valid(value):
            msg = f"{value!r} is not a cron expression"
            raise ValueError(msg)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        """Never repeats the address: it may hold a password."""
        if value is None:
            return None
        try:
            parts = urlsplit(value.get_secret_value())
            is_right = parts.scheme in DATABASE_SCHEMES and parts.port != 0
        except ValueError:
            is_right = False
        if not is_right:
            msg = "it must be an address like postgresql://user:password@host:5432/database"
            raise ValueError(msg)
        return value

    @field_validator("tls_cert", "tls_key")
    @classmethod
    def _is_a_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            msg = f"there is no file {value}"
            raise ValueError(msg)
        return value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            msg = "it must start with https:// or http://"
            raise ValueError(msg)
        return value.rstrip("/") if value else None

    @model_validator(mode="after")
    def _public_bind_is_protected(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            msg = "TICKETS_TLS_CERT and TICKETS_TLS_KEY belong together: set both or none"
            raise ValueError(msg)
        if not self.is_loopback and self.tls_cert is None and not self.trusted_proxies:
            msg = (
                f"TICKETS_HOST={self.host} is reachable from outside, so set TICKETS_TLS_CERT and TICKETS_TLS_KEY, "
                "or name your TLS proxy in TICKETS_TRUSTED_PROXIES"
            )
            raise ValueError(msg)
        return self

    @property
    def is_loopback(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def origin(self) -> str:
        """Where browsers reach us: for links and same-origin checks."""
        if self.public_url is not None:
            return self.public_url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls_cert else 'http'}://{host}:{self.port}"


def read_settings() -> Settings:
    """Raises CannotStart with one sentence naming every setting that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise CannotStart(f"The settings cannot be used: {'; '.join(map(_complaint, error.errors()))}.") from None


def _complaint(problem: object) -> str:
    assert isinstance(problem, dict)  # noqa: S101 - pydantic hands out dictionaries
    message = str(problem["msg"]).removeprefix("Value error, ")
    if not problem["loc"]:
        return message
    return f"TICKETS_{str(problem['loc'][0]).upper()}: {message}"
