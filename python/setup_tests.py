"""What ./workbench setup cuda does, and which PyTorch the script chooses: in a checkout of its own, with a pip that
fetches nothing. Prints what is wrong; the exit code says whether anything is.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kernel_spec

ROOT = Path(__file__).resolve().parent.parent
VERSION = "2.7.1"
LIBRARIES = ("torch/lib/libtorch_cuda.so", "torch/lib/libcaffe2_nvrtc.so", "nvidia/cuda_runtime/lib/libcudart.so.12")
DRIVERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/lib/wsl/lib", "/usr/local/nvidia/lib64")

# In place of the virtual environment's Python: FAKE_PIP says what its pip does.
PYTHON = """#!/bin/sh
if [ "$1" = -c ]; then exit 0; fi
while [ $# -gt 0 ]; do if [ "$1" = --target ]; then to=$2; fi; shift; done
echo "fetching into $to"
mkdir -p "$to/torch/lib" "$to/torch/include" "$to/nvidia/cuda_runtime/lib" "$to/bin"
if [ "$FAKE_PIP" = fail ]; then echo "no such wheel"; exit 1; fi
for file in torch/lib/libtorch_cuda.so torch/lib/libcaffe2_nvrtc.so torch/lib/libtorch_python.so \\
  nvidia/cuda_runtime/lib/libcudart.so.12 nvidia/cuda_runtime/lib/__init__.py; do echo x >"$to/$file"; done
if [ "$FAKE_PIP" = hang ]; then sleep 60; fi
"""

# In place of Java: shows what it was started with.
JAVA = """#!/bin/sh
for name in PYTORCH_LIBRARY_PATH PYTORCH_FLAVOR LD_LIBRARY_PATH; do eval "echo $name=\\"\\${$name:-}\\""; done
"""

# The short name of no sources at all, as the script makes it.
NO_SOURCES = "e3b0c44298fc1c14"


class Checkout:
    """The script and what it needs, without sources of Java: its build looks complete."""

    def __init__(self, folder: Path):
        self.root = folder / "checkout"
        self.state = self.root / ".workbench"
        self.cuda = self.state / "cuda"
        self.tools = folder / "tools"
        self.problems = []
        (self.root / "python").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copy2(ROOT / "workbench", self.root / "workbench")
        shutil.copytree(ROOT / "python" / "help", self.root / "python" / "help")
        for name in ("setup_cuda.sh", "requirements-cuda.txt"):
            shutil.copy2(ROOT / "python" / name, self.root / "python" / name)
        program(self.state / "venv" / "bin" / "python", PYTHON)
        java = program(self.tools / "jdk" / "bin" / "java", JAVA)
        app = self.state / "java" / NO_SOURCES
        app.mkdir(parents=True)
        for name, text in (("java.args", ""), ("java", f"{java}\n"), ("class-path.txt", ""), ("workbench-lib.jar", "")):
            (app / name).write_text(text, encoding="utf-8")

    def environment(self, **variables: str) -> dict:
        bare = {"PATH": f"{self.tools}:{os.environ['PATH']}", "HOME": str(self.root), "LC_ALL": "C.UTF-8"}
        return {**bare, "JAVA_HOME": str(self.tools / "jdk"), **variables}

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess:
        command = [str(self.root / "workbench"), *words]
        return subprocess.run(
            command, env=self.environment(**variables), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False
        )

    def start(self, *words: str, **variables: str) -> subprocess.Popen:
        command = [str(self.root / "workbench"), *words]
        return subprocess.Popen(
            command, env=self.environment(**variables), stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def check(self, what: str, seen: object, wanted: object) -> None:
        if seen != wanted:
            self.problems.append(f"{what}: {seen!r} instead of {wanted!r}")

    def contains(self, what: str, text: str, part: str) -> None:
        if part not in text:
            self.problems.append(f"{what}: no {part!r} in {text!r}")

    def half(self) -> list:
        return sorted(path.name for path in self.state.glob("cuda.*"))


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def main() -> int:
    # Where this began with SIGINT ignored, as a shell's background jobs do, the script could not be stopped.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="set up ") as folder:
        checkout = Checkout(Path(folder).resolve())
        for test in (wrong_words, other_system, no_room, pip_fails, ended_by_force, stopped, installed, chosen, removed):
            test(checkout)
        kernel(checkout)
    for problem in checkout.problems:
        print(problem)
    return 1 if checkout.problems else 0


def wrong_words(checkout: Checkout) -> None:
    see = " (see ./workbench setup --help)"
    for words, message in (
        ((), "setup needs a word: cuda"),
        (("gpu",), "setup takes the word cuda, got: gpu"),
        (("cuda", "--force"), "setup cuda takes --repair or --remove, got: --force"),
        (("cuda", "--remove", "--repair"), "setup cuda takes one option, got: --remove --repair"),
    ):
        done = checkout.run("setup", *words)
        checkout.check(f"setup {words}", (done.returncode, done.stderr), (2, f"workbench: {message}{see}\n"))
    done = checkout.run("version", WORKBENCH_TORCH="gpu")
    checkout.check("wrong choice", done.stderr, "workbench: WORKBENCH_TORCH must be auto, cpu or cuda, got gpu\n")
    done = checkout.run("version", WORKBENCH_TORCH="cuda")
    message = "WORKBENCH_TORCH=cuda needs CUDA's libraries, which are not installed: ./workbench setup cuda"
    checkout.check("not installed", (done.returncode, done.stderr), (1, f"workbench: {message}\n"))


def other_system(checkout: Checkout) -> None:
    fake = program(checkout.tools / "uname", '#!/bin/sh\ncase $1 in -s) echo Darwin ;; *) echo arm64 ;; esac\n')
    done = checkout.run("setup", "cuda")
    message = "setup cuda supports Linux on x86-64 only, this is Darwin on arm64: training uses the CPU (docs/cuda.md)"
    checkout.check("another system", (done.returncode, done.stderr), (1, f"workbench: {message}\n"))
    program(fake, '#!/bin/sh\ncase $1 in -s) echo Linux ;; *) echo x86_64 ;; esac\n')


def no_room(checkout: Checkout) -> None:
    fake = program(checkout.tools / "df", "#!/bin/sh\necho head\necho /dev/x 9000 1000 7599 13% /\n")
    done = checkout.run("setup", "cuda")
    message = f"setup cuda needs 7600 MiB of free disk space in {checkout.state} while it installs, there are 7599 MiB"
    checkout.check("no room", (done.returncode, done.stderr, checkout.half()), (1, f"workbench: {message}\n", []))
    program(fake, "#!/bin/sh\necho head\necho /dev/x 9000 1000 7600 13% /\n")


def pip_fails(checkout: Checkout) -> None:
    done = checkout.run("setup", "cuda", FAKE_PIP="fail")
    log = checkout.state / "log" / "pip-cuda.log"
    checkout.check("pip fails", (done.returncode, checkout.half(), checkout.cuda.exists()), (1, [], False))
    checkout.contains("pip fails", done.stderr, f"no such wheel\nworkbench: pip failed; the whole output is in {log}\n")


def begin(checkout: Checkout) -> subprocess.Popen:
    """Starts a setup whose pip never ends, and waits until that has started."""
    log = checkout.state / "log" / "pip-cuda.log"
    log.unlink(missing_ok=True)
    running = checkout.start("setup", "cuda", FAKE_PIP="hang")
    until = time.monotonic() + 30
    while not (log.is_file() and log.read_text(encoding="utf-8")) and time.monotonic() < until:
        time.sleep(0.05)
    return running


def ended_by_force(checkout: Checkout) -> None:
    running = begin(checkout)
    running.kill()
    running.wait()
    left = checkout.half()
    checkout.check("ended by force", (len(left), checkout.cuda.exists()), (1, False))
    done = checkout.run("setup", "cuda", FAKE_PIP="fail")
    message = f"removing what an interrupted setup left in {checkout.state}/{left[0] if left else ''}\n"
    checkout.contains("the next setup", done.stderr, message)
    checkout.check("the next setup", checkout.half(), [])
    end_group(running)


def stopped(checkout: Checkout) -> None:
    running = begin(checkout)
    os.killpg(running.pid, signal.SIGINT)
    checkout.check("stopped", (running.wait(30), checkout.half(), checkout.cuda.exists()), (130, [], False))
    end_group(running)


def end_group(running: subprocess.Popen) -> None:
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    running.stderr.close()


def installed(checkout: Checkout) -> None:
    done = checkout.run("setup", "cuda")
    checkout.check("install", (done.returncode, checkout.half()), (0, []))
    checkout.contains("install", done.stderr, f"installing PyTorch {VERSION} for CUDA 12.6 into {checkout.cuda} (2.8 GB")
    cuda = checkout.cuda
    checkout.check("version", (cuda / "version").read_text(encoding="utf-8"), f"{VERSION}\n")
    listed = (cuda / "libraries.txt").read_text(encoding="utf-8").split()
    checkout.check("list", listed, [word for name in sorted(LIBRARIES) for word in ("2", name)])
    kept = sorted(str(path.relative_to(cuda)) for path in cuda.rglob("*") if path.is_file() and not path.is_symlink())
    checkout.check("kept", kept, sorted([*LIBRARIES, "libraries.txt", "version"]))
    for link in ("torch/lib-without-driver/libtorch_cuda.so", "lib/libcudart.so.12", "lib/libcudart.so"):
        checkout.check(link, (cuda / link).is_file() and (cuda / link).is_symlink(), True)
    checkout.check("nvrtc", (cuda / "torch/lib-without-driver/libcaffe2_nvrtc.so").exists(), False)
    done = checkout.run("setup", "cuda", FAKE_PIP="fail")
    message = f"CUDA's libraries for PyTorch {VERSION} are installed already in {cuda}"
    checkout.check("again", done.returncode, 0)
    checkout.contains("again", done.stderr, message)
    (cuda / LIBRARIES[0]).unlink()
    done = checkout.run("setup", "cuda", "--repair")
    checkout.check("repair", (done.returncode, (cuda / LIBRARIES[0]).is_file(), checkout.half()), (0, True, []))


def chosen(checkout: Checkout) -> None:
    cuda = checkout.cuda
    driver = checkout.tools / "driver"
    program(driver / "libcuda.so.1", "")
    path = f"{driver}:/other"
    for what, variables, wanted in (
        ("driver", {"LD_LIBRARY_PATH": path}, (f"{cuda}/torch/lib", "cu128", f"{cuda}/lib:{path}")),
        ("driver, cpu", {"LD_LIBRARY_PATH": path, "WORKBENCH_TORCH": "cpu"}, ("", "", path)),
        ("own folder", {"LD_LIBRARY_PATH": path, "PYTORCH_LIBRARY_PATH": "/my/torch"}, ("/my/torch", "", path)),
        ("own flavour", {"LD_LIBRARY_PATH": path, "PYTORCH_FLAVOR": "cpu"}, ("", "cpu", path)),
    ):
        chose(checkout, what, variables, wanted)
    own = checkout.tools / "own" / "torch" / "lib"
    own.mkdir(parents=True)
    runtime = program(own.parent.parent / "nvidia" / "cuda_runtime" / "lib" / "libcudart.so.12", "")
    linked = checkout.state / "cudart"
    chose(checkout, "own CUDA", {"PYTORCH_LIBRARY_PATH": str(own)}, (str(own), "", str(linked)))
    checkout.check("own CUDA", os.readlink(linked / "libcudart.so"), str(runtime))
    inside = {"LD_LIBRARY_PATH": f"{cuda}/lib:{path}", "PYTORCH_LIBRARY_PATH": f"{cuda}/torch/lib", "PYTORCH_FLAVOR": "cu128"}
    chose(checkout, "within another", inside, (f"{cuda}/torch/lib", "cu128", f"{cuda}/lib:{path}"))
    chose(checkout, "cpu within another", {**inside, "WORKBENCH_TORCH": "cpu"}, ("", "", f"{cuda}/lib:{path}"))
    program(checkout.tools / "ldconfig", "#!/bin/sh\n")
    if not any((Path(folder) / "libcuda.so.1").exists() for folder in DRIVERS):
        chose(checkout, "no driver", {}, ("", "", ""))
        chose(checkout, "no driver, cuda", {"WORKBENCH_TORCH": "cuda"}, (f"{cuda}/torch/lib-without-driver", "cu128", ""))
        program(checkout.tools / "ldconfig", f'#!/bin/sh\necho "\tlibcuda.so.1 (libc6,x86-64) => {driver}/libcuda.so.1"\n')
        chose(checkout, "driver of the loader", {}, (f"{cuda}/torch/lib", "cu128", f"{cuda}/lib"))
    (cuda / "version").write_text("2.6.0\n", encoding="utf-8")
    done = checkout.run("version", LD_LIBRARY_PATH=path)
    message = f"CUDA's libraries in {cuda} are those of PyTorch 2.6.0, this checkout needs {VERSION}: PyTorch for the CPU"
    checkout.contains("another version", done.stderr, message)
    done = checkout.run("setup", "cuda")
    checkout.contains("another version", done.stderr, "replacing CUDA's libraries for PyTorch 2.6.0: this checkout needs")
    checkout.check("another version", (cuda / "version").read_text(encoding="utf-8"), f"{VERSION}\n")


def chose(checkout: Checkout, what: str, variables: dict, wanted: tuple) -> None:
    done = checkout.run("version", **variables)
    names = ("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "LD_LIBRARY_PATH")
    checkout.check(what, done.stdout, "".join(f"{name}={value}\n" for name, value in zip(names, wanted)))


def removed(checkout: Checkout) -> None:
    done = checkout.run("setup", "cuda", "--remove")
    checkout.check("remove", (done.returncode, checkout.cuda.exists(), checkout.half()), (0, False, []))
    checkout.check("remove", done.stderr, f"removed {checkout.cuda}: PyTorch for the CPU is used\n")
    done = checkout.run("setup", "cuda", "--remove")
    message = f"CUDA's libraries are not installed: {checkout.cuda} does not exist\n"
    checkout.check("remove again", (done.returncode, done.stderr), (0, message))


def kernel(checkout: Checkout) -> None:
    """The notebooks' Java gets what the script chose, also from a Jupyter server that was started elsewhere."""
    names = ("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "LD_LIBRARY_PATH")
    for name in names:
        os.environ.pop(name, None)
    os.environ["LD_LIBRARY_PATH"] = "/other"
    seen = kernel_spec.kernel("java", "/home")["env"]
    checkout.check("kernel for the CPU", [name for name in names if name in seen], [])
    wanted = {"PYTORCH_LIBRARY_PATH": "/cuda/torch/lib", "PYTORCH_FLAVOR": "cu128", "LD_LIBRARY_PATH": "/cuda/lib:/other"}
    os.environ.update(wanted)
    seen = kernel_spec.kernel("java", "/home")["env"]
    checkout.check("kernel for cards", {name: seen.get(name) for name in names}, wanted)


if __name__ == "__main__":
    sys.exit(main())
