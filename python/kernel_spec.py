"""Writes the Jupyter kernel "Java (SAEHDBW workbench)" into the virtual environment this runs in.

The kernel starts java directly with an argument file: the stock launcher splits options at blanks,
and a class path given by environment variable is not seen by every thread. Files are only touched
when they would change.
"""

import argparse
import json
import os
import sys
from pathlib import Path

SHARE = Path(sys.prefix) / "share" / "jupyter"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", required=True, help="the checkout")
    parser.add_argument("--java", required=True, help="the java command")
    parser.add_argument("--jar", required=True, help="our jar")
    parser.add_argument("--class-path-file", type=Path, required=True, help="holds the class path of what it needs")
    parser.add_argument("--own-class-path", default="", help="jars and folders of the user's own")
    args = parser.parse_args()

    kernel_jar = SHARE / "kernels" / "java" / "jjava.jar"
    if not kernel_jar.is_file():
        sys.exit(f"the Java kernel is not installed: {kernel_jar} is missing")
    folder = SHARE / "kernels" / "saehdbw"
    parts = [str(kernel_jar), args.jar, args.class_path_file.read_text(encoding="utf-8").strip(), args.own_class_path]
    class_path = os.pathsep.join(part for part in parts if part)
    # Inside quotes of an argument file a backslash must be doubled.
    write(folder / "java.args", '-cp\n"{}"\n'.format(class_path.replace("\\", "\\\\")))
    write(folder / "kernel.json", json.dumps(kernel(args.java, args.home), indent=2) + "\n")
    # Without this JupyterLab asks at first start whether it may fetch news.
    notices = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    write(SHARE / "lab" / "settings" / "overrides.json", json.dumps(notices, indent=2) + "\n")


def kernel(java: str, home: str) -> dict:
    options = [
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Xmx3g",
        "-Dai.djl.offline=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        f"-Dworkbench.home={home}",
        "--add-opens",
        "jdk.jshell/jdk.jshell=ALL-UNNAMED",
    ]
    cache = os.environ.get("DJL_CACHE_DIR", os.path.join(home, ".workbench", "cache", "djl"))
    return {
        "argv": [java, *options, "@{resource_dir}/java.args", "org.dflib.jjava.distro.JJava", "{connection_file}"],
        "display_name": "Java (SAEHDBW workbench)",
        "language": "java",
        "interrupt_mode": "message",
        "env": {
            "DJL_CACHE_DIR": cache,
            "GOMP_SPINCOUNT": os.environ.get("GOMP_SPINCOUNT", "1000"),
            "GLIBC_TUNABLES": os.environ.get("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
        },
        "metadata": {"debugger": False},
    }


def write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)


if __name__ == "__main__":
    main()
