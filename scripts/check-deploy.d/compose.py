"""compose.py FILE…: checks compose files by the Compose specification, and what it does not cover:
passwords in the files, images without a version, secrets that are not declared."""

import re
import sys
from pathlib import Path

import compose_spec
import yaml


def problems(path):
    text = path.read_text()
    try:
        compose_spec.PyCompose.from_yaml(text).validate()
    except Exception as error:  # noqa: BLE001 (each failure is a finding)
        yield f"not valid: {error}"
        return
    compose = yaml.safe_load(text)
    for name, service in compose["services"].items():
        image, is_built = service.get("image", ""), "build" in service
        if image and not is_built and not re.search(r":[0-9][^:/]*$", image):
            yield f"{name}: the image {image} has no version"
        if extended := service.get("extends"):
            other = yaml.safe_load((path.parent / extended["file"]).read_text())
            if extended["service"] not in other["services"]:
                yield f"{name}: extends {extended['service']}, which {extended['file']} does not have"
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|DATABASE_URL", variable) and not variable.endswith("_FILE"):
                yield f"{name}: {variable} is a secret: give it as a file"
            secret = re.fullmatch(r"/run/secrets/(.*)", str(value))
            if secret and secret[1] not in service.get("secrets", []):
                yield f"{name}: {variable} names the secret {secret[1]}, which the service does not have"
        for secret in service.get("secrets", []):
            if secret not in compose.get("secrets", {}):
                yield f"{name}: the secret {secret} is not declared"


found = [f"{path}: {problem}" for path in sys.argv[1:] for problem in problems(Path(path))]
print("\n".join(found), file=sys.stderr, end="\n" if found else "")
sys.exit(1 if found else 0)
