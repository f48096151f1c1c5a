"""Counts what the tests assert: before and after a change of the tests no number may be lower.

For each module, and for the Python part: test files, test methods, assertion calls in the sources
(assertThat, assertThatThrownBy, assertThatCode and their kin, fail, ArchUnit's check), and steps
behind them (the calls chained to an assertThat). With the reports of a test run, also the cases that
ran and were skipped. Comments and strings are not counted.
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NO_CODE = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.DOTALL)
COUNTED = {
    "methods": re.compile(r"@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b"),
    "assertions": re.compile(r"\b(?:assert[A-Z]\w*|fail)\s*\(|\)\s*\.check\(\s*CLASSES\s*\)"),
}
# The declaration of a helper such as assertSame(...) is not a call of it.
DECLARED = re.compile(r"^ *(?:(?:private|public|protected|static|final)\s+)*(?:<[^>]+>\s*)?[\w<>\[\], ?]+\s+(?:assert[A-Z]\w*|fail)\s*\([^;{]*\{", re.MULTILINE)
START = re.compile(r"\bassert(?:That|Soft)\w*\s*\(")
PYTHON = re.compile(r"\btally\.add\(|\bproblems\.append\(|^\s*assert\b", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to count (this one)")
    root = parser.parse_args().root.resolve()
    total: Counter = Counter()
    for folder in sorted(root.glob("*/src/test/java")) + sorted(root.glob("docs/*/src/test/java")):
        name = folder.relative_to(root).as_posix().removesuffix("/src/test/java")
        counts = java(folder)
        total.update(counts)
        show(name, counts)
        cases = reports(root / name / "target")
        if cases:
            total.update(cases)
            show(f"{name}, last run", cases)
    counts = Counter(checks=sum(len(PYTHON.findall(f.read_text("utf-8"))) for f in (root / "python").rglob("*.py")))
    total.update(counts)
    show("python", counts)
    show("all", total)
    return 0


def java(folder: Path) -> Counter:
    counts: Counter = Counter()
    for file in folder.rglob("*.java"):
        text = NO_CODE.sub('""', file.read_text(encoding="utf-8"))
        counts["files"] += 1
        for name, pattern in COUNTED.items():
            counts[name] += len(pattern.findall(text))
        counts["assertions"] -= len(DECLARED.findall(text))
        counts["steps"] += sum(steps(text, match.end()) for match in START.finditer(text))
    return counts


def steps(text: str, at: int) -> int:
    """The calls chained to the assertion whose parenthesis opened just before this place."""
    depth, count = 1, 0
    while at < len(text):
        letter = text[at]
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0 and letter == ".":
            count += 1
        elif depth == 0 and letter in ";,":
            break
        at += 1
    return count


def reports(target: Path) -> Counter:
    counts: Counter = Counter()
    for file in target.glob("*-reports/TEST-*.xml"):
        for case in ElementTree.parse(file).getroot().iter("testcase"):
            skipped = case.find("skipped") is not None
            failed = case.find("failure") is not None or case.find("error") is not None
            counts["skipped" if skipped else "failed" if failed else "passed"] += 1
    return counts


def show(name: str, counts: Counter) -> None:
    print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))


if __name__ == "__main__":
    sys.exit(main())
