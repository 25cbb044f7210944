"""prometheus.py PROMTOOL [BINARY]: checks deploy/prometheus and deploy/grafana with promtool: the
alerts and what they do, the queries of the dashboard, the configuration in docs/monitoring.md. With
the program of a server, also checks what it serves at /metrics.
"""

import json
import re
import subprocess
import sys
import tempfile
import textwrap
import urllib.request
from pathlib import Path

import yaml
from processes import Process, environment, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "deploy/prometheus/rules.yml"
# What Grafana puts in the place of its variables.
VARIABLES = {"$__rate_interval": "5m", "$__interval": "1m", "$__range": "1h"}


def promtool(*arguments, **options):
    checked = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, **options)
    output = checked.stdout + checked.stderr
    assert checked.returncode == 0, output
    return output


def check_alerts():
    promtool("check", "rules", RULES)
    promtool("test", "rules", ROOT / "scripts/check-deploy.d/rules.test.yml")
    tested = yaml.safe_load((ROOT / "scripts/check-deploy.d/rules.test.yml").read_text())["tests"]
    names = {test["alertname"] for each in tested for test in each["alert_rule_test"]}
    print(f"  the alerts are valid, and {len(names)} of them fire when they should")


def expressions(part):
    if isinstance(part, dict):
        yield from [part["expr"]] if "expr" in part else []
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from expressions(each)


def check_dashboard(folder):
    queries = list(expressions(json.loads((ROOT / "deploy/grafana/adda.json").read_text())))
    assert len(queries) > 10, queries
    rules = []
    for number, query in enumerate(queries):
        for name, value in VARIABLES.items():
            query = query.replace(name, value)
        rules.append({"record": f"panel:{number}", "expr": query})
    file = folder / "dashboard.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    # Two panels may ask the same.
    promtool("check", "rules", "--lint=none", file)
    print(f"  the {len(queries)} queries of the dashboard are valid")


def check_manual(folder):
    manual = (ROOT / "docs/monitoring.md").read_text()
    example = re.search(r"to `prometheus\.yml`:\n\n((?: {4}.*\n|\n)+)", manual)
    assert example, "docs/monitoring.md has no configuration of Prometheus"
    (folder / "rules.yml").write_text(RULES.read_text())
    file = folder / "prometheus.yml"
    file.write_text(textwrap.dedent(example[1]).replace("/etc/prometheus/adda-token", str(folder / "token")))
    (folder / "token").write_text("0" * 64)
    said = promtool("check", "config", file)
    assert "rules found" in said, said
    print("  the configuration in docs/monitoring.md is valid")


def check_scrape(folder, binary):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"ADDA_ADDR": f"127.0.0.1:{port}", "ADDA_DATA_DIR": str(folder / "data"), "ADDA_DEMO_SHOP": "on"}

    def answer(path):
        try:
            with urllib.request.urlopen(address + path, timeout=10) as response:
                return response.read()
        except OSError:
            return None

    with Process(folder / "adda.log", binary, "serve", env=environment(settings)) as server:
        try:
            wait_until(lambda: answer("/readyz"), "the server answers")
            # So that requests are counted, and files added up.
            assert answer("/")
            wait_until(lambda: b"adda_storage_size_bytes" in answer("/metrics"), "all metrics are there")
            scrape = answer("/metrics").decode()
        except BaseException:
            print(server.log.read_text()[-3000:], file=sys.stderr)
            raise
    said = promtool("check", "metrics", input=scrape)
    assert not said, said
    count = sum(not line.startswith("#") for line in scrape.splitlines())
    print(f"  the {count} values of /metrics are as Prometheus expects them")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        check_alerts()
        check_dashboard(folder)
        check_manual(folder)
        if len(sys.argv) > 2:
            check_scrape(folder, sys.argv[2])


main()
