"""What a wheel holds beyond the package's own modules: compiled forms, and ``resources/``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface[BuilderConfig]):
    """Compile the forms and add the resources before a wheel is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare the build; an editable one reads the resources where they are.

        An editable install goes on without forms where ``uic`` cannot run: they are compiled again
        before a window opens, and papers and commands do not need them.
        """
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        forms = _load(root / "packaging" / "build_forms.py")
        try:
            forms.build_forms(root)
        except forms.NoCompiler as problem:
            if version != "editable":
                raise
            self.app.display_warning(f"{problem} Ils le seront au premier lancement.")
        if version != "editable":
            build_data["force_include"][str(root / "resources")] = "trainingdesk/_resources"


def _load(script: Path) -> ModuleType:
    # By path: packaging/ is no package, lest it hide the library of that name.
    spec = importlib.util.spec_from_file_location(script.stem, script)
    if spec is None or spec.loader is None:
        raise ImportError(f"Fichier introuvable : {script}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
