"""Names of files that people read, and that every system accepts."""

import re

LONGEST = 120
"""Characters; a folder's own path must still fit before the name on Windows."""


def file_stem(*parts: str) -> str:
    """Join the parts that are known into a name without suffix.

    >>> file_stem("Certificat de réalisation", "", "Durand Zoé")
    'Certificat de réalisation – Durand Zoé'
    >>> file_stem("Convention", "CV/2026 : « Qui ? »")
    'Convention – CV-2026 - « Qui - »'
    """
    name = " – ".join(part.strip() for part in parts if part.strip())
    name = " ".join(re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name).split())
    # Windows drops a dot or a space at the end.
    return name[:LONGEST].rstrip(" .")
