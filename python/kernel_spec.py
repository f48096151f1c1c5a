"""Writes the Jupyter kernel "Java (SAEHDBW workbench)" into the virtual environment this runs in.

The kernel starts java directly with an argument file: the stock launcher splits options at blanks,
and a class path given by environment variable is not seen by every thread. Files are only written
when they would change.
"""

import argparse
import json
import locale
import os
import sys
from pathlib import Path

TUNED = ("GOMP_SPINCOUNT", "GLIBC_TUNABLES")
SHARE = Path(sys.prefix) / "share" / "jupyter"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", required=True, help="the checkout")
    parser.add_argument("--java", required=True, help="the java command")
    parser.add_argument("--class-path", required=True, help="our jar and what it needs")
    parser.add_argument("--class-archive", required=True, help="the archive of the classes of trainers; it may be missing")
    parser.add_argument("--own-class-path", default="", help="jars and folders of the user's own")
    args = parser.parse_args()

    kernel_jar = SHARE / "kernels" / "java" / "jjava.jar"
    if not kernel_jar.is_file():
        sys.exit(f"the Java kernel is not installed: {kernel_jar} is missing")
    folder = SHARE / "kernels" / "saehdbw"
    # The trainers that a notebook starts have this class path too; their archive of classes fits one that begins like this.
    class_path = os.pathsep.join(part for part in (args.class_path, str(kernel_jar), args.own_class_path) if part)
    words = [f"-Dworkbench.class_archive={args.class_archive}", "-cp", class_path]
    # Inside quotes of an argument file a backslash must be doubled.
    write(folder / "java.args", "".join('"{}"\n'.format(word.replace("\\", "\\\\")) for word in words))
    write(folder / "kernel.json", json.dumps(kernel(args.java, args.home), indent=2) + "\n")
    # Without this JupyterLab asks at first start whether it may fetch news.
    notices = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    write(SHARE / "lab" / "settings" / "overrides.json", json.dumps(notices, indent=2) + "\n")


def kernel(java: str, home: str) -> dict:
    options = [
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Xmx3g",
        "-XX:+UseSerialGC",
        "-Dai.djl.offline=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        f"-Dworkbench.home={home}",
        f"-Dorg.bytedeco.javacpp.cachedir={os.path.join(home, '.workbench', 'cache', 'javacpp')}",
        f"-Djna.tmpdir={os.path.join(home, '.workbench', 'cache', 'jna')}",
        f"-Djava.util.prefs.userRoot={os.path.join(home, '.workbench', 'cache', 'prefs')}",
        *unknown_user(home),
        *os.environ.get("WORKBENCH_JAVA_OPTIONS", "").split(),
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
            # As the entry point sets them.
            **{name: os.environ[name] for name in TUNED if name in os.environ},
            **torch_for_cards(),
            **utf8_names(),
        },
        "metadata": {"debugger": False},
    }


def torch_for_cards() -> dict:
    """The variables with which ./workbench chose another PyTorch than the one for the CPU."""
    names = ("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR")
    chosen = {name: os.environ[name] for name in names if os.environ.get(name)}
    if chosen and os.environ.get("LD_LIBRARY_PATH"):
        chosen["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return chosen


def utf8_names() -> dict:
    """The variables with which Java reads and writes file names in UTF-8.

    A Jupyter server that was started elsewhere, such as in a container without LANG, would give the
    kernel ASCII. An empty LC_ALL counts as not set, so that LANG still decides everything else.
    """
    if os.name == "nt" or sys.platform == "darwin":
        return {}
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        own = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
        for name in (own, "C.UTF-8", "C.utf8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            if name and locale.nl_langinfo(locale.CODESET).upper() == "UTF-8":
                return {"LC_ALL": "", "LC_CTYPE": name} if installed(name) else {"LC_ALL": name}
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return {}


def installed(character_set: str) -> bool:
    """Whether all locales of the environment are installed beside this LC_CTYPE.

    Where LANG names one that is not, programs take ASCII for each value of LC_CTYPE.
    """
    names = [os.environ.get(name, "") for name in os.environ if name == "LANG" or name.startswith("LC_")]
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in [character_set, *names]:
            locale.setlocale(locale.LC_ALL, name or "C")
        return True
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)


def unknown_user(home: str) -> list:
    """The option that gives Java a home directory where the system does not know this user."""
    if os.name == "nt":
        return []
    import pwd

    try:
        pwd.getpwuid(os.getuid())
        return []
    except KeyError:
        own = os.environ.get("HOME", "")
        usable = own and os.access(own, os.W_OK)
        return ["-Duser.home=" + (own if usable else os.path.join(home, ".workbench", "home"))]


def write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)


if __name__ == "__main__":
    main()
