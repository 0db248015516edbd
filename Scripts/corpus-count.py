#!/usr/bin/env python3
"""Count what the service models of botocore say, and hold `assay show` to it.

Usage: Scripts/corpus-count.py ASSAY BOTOCORE [SERVICE...]

ASSAY is the program, BOTOCORE the installed package. The counts are made from the JSON alone, with
none of Assay's code, and compared with `assay show MODEL --format json` for the latest version of
every service. Each is also imported and read back. Exits with 1 where a count or a contract differs,
where models are missing, or where too many patterns cannot be run.
"""
import concurrent.futures
import gzip
import json
import os
import pathlib
import subprocess
import sys

NUMBERS = {"byte", "short", "integer", "long", "float", "double", "biginteger", "bigdecimal"}
LENGTHS = {"string", "blob", "list", "map"}
# Of the version that is held to, and how many uses of patterns may be unsupported.
SERVICES, OPERATIONS, UNSUPPORTED = 424, 18378, 5


def latest_models(root):
    """The newest model of every service: (name, path)."""
    found = {}
    for path in sorted(pathlib.Path(root, "data").glob("*/*/service-2.json*")):
        found[path.parent.parent.name] = path
    return sorted(found.items())


def read(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path)
    with opened as file:
        return json.load(file)


def count(model):
    """The counts of a model, as `assay show --format json` prints them."""
    shapes, operations = model["shapes"], model["operations"]
    result = {
        "operations": len(operations),
        "shapes": len(shapes),
        "members": sum(len(s.get("members", {})) for s in shapes.values()
                       if s["type"] == "structure" and not s.get("document")),
    }
    listed = {e["shape"] for o in operations.values() for e in o.get("errors", [])}
    result["errors"] = sum(
        1 for name, s in shapes.items() if s.get("exception") or "error" in s or name in listed)
    has = {"required": 0, "length": 0, "range": 0, "pattern": 0, "enum": 0, "uniqueItems": 0}
    for shape in shapes.values():
        kind = shape["type"]
        bounded = "min" in shape or "max" in shape
        has["required"] += len(set(shape.get("required", [])))
        has["length"] += bounded and kind in LENGTHS
        has["range"] += bounded and kind in NUMBERS
        has["pattern"] += "pattern" in shape and kind == "string"
        has["enum"] += bool(shape.get("enum")) and kind in ("string", "integer")
        # Constraints may also stand beside a member's reference.
        for member in shape.get("members", {}).values() if kind == "structure" else []:
            has["enum"] += bool(member.get("enum"))
            has["pattern"] += "pattern" in member
    result["constraints"] = has

    def members(reference):
        return len(shapes[reference["shape"]].get("members", {})) if reference else 0

    result["list"] = [
        {
            "name": name,
            "method": operation["http"]["method"],
            "uri": operation["http"]["requestUri"],
            "input": members(operation.get("input")),
            "output": members(operation.get("output")),
            "errors": [error["shape"] for error in operation.get("errors", [])],
        }
        for name, operation in operations.items()
    ]
    return result


def compare(assay, name, path):
    """What Assay counts otherwise, one text each; and how many patterns it cannot run."""
    expected = count(read(path))
    run = subprocess.run(
        [assay, "show", str(path), "--format", "json", "--quiet"], capture_output=True, text=True)
    if run.returncode != 0:
        return [f"{name}: status {run.returncode}: {run.stderr.strip()[:500]}"], expected, {}
    shown = json.loads(run.stdout)
    differences = [
        f"{name}: {key}: the model has {expected[key]}, Assay shows {shown.get(key)}"
        for key in ("operations", "shapes", "members", "errors", "constraints")
        if expected[key] != shown.get(key)
    ]
    for ours, theirs in zip(expected["list"], shown["list"]):
        if ours != theirs:
            differences.append(f"{name}: the model has {ours}, Assay shows {theirs}")
    rewritten = subprocess.run(
        [assay, "lint", str(path), "--round-trip", "--quiet"], capture_output=True, text=True)
    if rewritten.returncode != 0:
        differences.append(f"{name}: status {rewritten.returncode}: {rewritten.stdout.strip()[:500]}")
    patterns = shown["patterns"]
    if sum(patterns.values()) != expected["constraints"]["pattern"]:
        differences.append(f"{name}: {patterns} are not all patterns")
    return differences, expected, patterns


def main(arguments):
    if len(arguments) < 2:
        print(__doc__.strip())
        return 2
    assay, root, wanted = arguments[0], arguments[1], set(arguments[2:])
    models = [(n, p) for n, p in latest_models(root) if not wanted or n in wanted]
    totals, patterns, failures = {}, {}, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for differences, expected, counted in pool.map(lambda m: compare(assay, *m), models):
            for difference in differences:
                print(difference)
            failures += bool(differences)
            for key in ("operations", "shapes", "members", "errors"):
                totals[key] = totals.get(key, 0) + expected[key]
            for key, value in expected["constraints"].items():
                totals[key] = totals.get(key, 0) + value
            for key, value in counted.items():
                patterns[key] = patterns.get(key, 0) + value
    print(f"{len(models)} services, {failures} with other counts or read back otherwise")
    print("  " + ", ".join(f"{value} {key}" for key, value in totals.items()))
    print("  patterns: " + ", ".join(f"{value} {key}" for key, value in patterns.items()))
    complete = bool(wanted) or (len(models), totals["operations"]) == (SERVICES, OPERATIONS)
    if not complete:
        print(f"expected {SERVICES} services with {OPERATIONS} operations")
    return 1 if failures or not complete or patterns["unsupported"] > UNSUPPORTED else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
