"""What devices and people put below a message: “Sent from my …” and the signature after two dashes."""

# ruff: noqa: RUF001 - dashes, and words in other alphabets that look like Latin letters

import re

MOST_LINES_OF_SIGNATURE = 25
MOST_WORDS_OF_DEVICE = 9

_DEVICE = re.compile(
    r"[\s*_]*(?:sent (?:from|via|using|with) |get outlook for |get .{2,20} for (?:ios|android|mobile)"
    r"|(?:diese (?:nachricht|e-mail) wurde )?von mein\w* .{2,40} gesendet|(?:diese (?:nachricht|e-mail) wurde )?"
    r"gesendet (?:von|mit|über|aus|via) |holen sie sich outlook|outlook für \w+ (?:beziehen|herunterladen|holen)"
    r"|envoyé (?:depuis|de mon|de ma|à partir d|avec|via) ?|(?:télécharge[rz]|obtene[rz]) outlook pour"
    r"|inviato (?:da|dal|con|tramite) |(?:scarica|ottieni) outlook per|enviado (?:desde|con|do|de|a partir d\w+|pelo) "
    r"|(?:obtener|obtén|descargar) outlook para|obter o? ?outlook para"
    r"|(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) |outlook voor \w+ (?:downloaden|ophalen)|download outlook voor "
    r"|wysłan[eoy] (?:z|ze|za pomocą) |pobierz .{0,20}outlook"
    r"|sendt fra |skickat från |hent outlook |hämta outlook |lähetetty |отправлено (?:с|из) )",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<(\[]\s*(?:https?|mailto):[^>)\]]*[>)\]]")
_SENTENCE = re.compile(r"[,;!?]|\.(?:\s|$)")
_DASHES = re.compile(r"\s*(?:--|__)\s*")


def is_device_line(line: str) -> bool:
    """A line a mail app adds by itself. A sentence of the writer's own has a comma, an end or more words."""
    if not _DEVICE.match(line):
        return False
    named = _ADDRESS.sub("", line).strip(" *_.")
    return len(named.split()) <= MOST_WORDS_OF_DEVICE and _SENTENCE.search(named) is None


def begins_signature(line: str) -> bool:
    return _DASHES.fullmatch(line) is not None
