# Part of ./workbench, read by it for "setup cuda": installs, repairs and removes PyTorch's libraries for NVIDIA cards.
# Everything is made in a folder beside and renamed at the end, so that a half installation is never taken for a whole one.

# MiB on the disk while pip works: what it fetched and what it unpacks (docs/cuda.md).
cuda_room_mib=7600

setup() {
  [ $# -gt 0 ] || fail "setup needs a word: cuda (see ./workbench setup --help)" 2
  [ "$1" = cuda ] || fail "setup takes the word cuda, got: $1 (see ./workbench setup --help)" 2
  shift
  task=install
  if [ $# -gt 0 ]; then
    case $1 in
      --repair | --remove) task=${1#--} ;;
      *) fail "setup cuda takes --repair or --remove, got: $1 (see ./workbench setup --help)" 2 ;;
    esac
    [ $# -eq 1 ] || fail "setup cuda takes one option, got: $* (see ./workbench setup --help)" 2
  fi
  if [ $task != remove ]; then cuda_platform; fi
  # What the lock's own trap does, and no half installation after Ctrl-C.
  lock
  trap 'rm -rf "$state/lock" "$cuda.new.$$"' EXIT
  cuda_leftovers
  "cuda_$task"
  unlock
  cuda_kernel
}

cuda_platform() {
  system=$(uname -s) machine=$(uname -m)
  case $system-$machine in
    Linux-x86_64 | Linux-amd64) ;;
    *) fail "setup cuda supports Linux on x86-64 only, this is $system on $machine: training uses the CPU (docs/cuda.md)" ;;
  esac
}

# Folders of a run that was ended: pip may still be at work in one, so a second try takes what it made meanwhile.
cuda_leftovers() {
  for folder in "$cuda".new.* "$cuda".old.*; do
    [ -e "$folder" ] || continue
    say "removing what an interrupted setup left in $folder"
    rm -rf "$folder" 2>/dev/null || { sleep 1; rm -rf "$folder"; }
  done
}

cuda_install() {
  if [ -f "$cuda/version" ]; then
    read -r installed <"$cuda/version" || :
    if [ "$installed" = "$torch_version" ]; then
      say "CUDA's libraries for PyTorch $torch_version are installed already in $cuda (--repair installs them again, --remove removes them)"
      return 0
    fi
    say "replacing CUDA's libraries for PyTorch $installed: this checkout needs those for $torch_version"
  fi
  cuda_room
  "$venv/bin/python" -c '' 2>/dev/null || make_venv
  new=$cuda.new.$$
  mkdir -p "$new/tmp"
  say "installing PyTorch $torch_version for CUDA 12.6 into $cuda (2.8 GB to fetch, 4.6 GB on the disk)"
  # pip keeps what it fetches on the checkout's disk too, whose room was checked; the wheels of Python 3.11 have the same
  # libraries as those of others, and no Python loads them.
  TMPDIR=$new/tmp
  export TMPDIR
  watched "pip" "$state/log/pip-cuda.log" pip install --target "$new" --no-cache-dir --no-deps --only-binary :all: \
    --implementation cp --python-version 3.11 --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
    --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform manylinux1_x86_64 \
    -r "$root/python/requirements-cuda.txt" || exit 1
  unset TMPDIR
  cuda_tidy
  cuda_links
  cuda_list >"$new/libraries.txt"
  printf '%s\n' "$torch_version" >"$new/version"
  cuda_drop
  mv "$new" "$cuda"
  find_driver
  if [ -n "$driver" ]; then
    say "installed; the driver's libcuda.so.1 is in $driver. ./workbench doctor tries the libraries"
  else
    say "installed; this machine has no NVIDIA driver (libcuda.so.1), so training stays on the CPU. ./workbench doctor tries the libraries"
  fi
}

cuda_repair() {
  rm -f "$cuda/version"
  cuda_install
}

cuda_remove() {
  if [ -e "$cuda" ]; then
    cuda_drop
    say "removed $cuda: PyTorch for the CPU is used"
  else
    say "CUDA's libraries are not installed: $cuda does not exist"
  fi
}

# A trainer that uses the libraries keeps them until it ends: only the name is gone at once.
cuda_drop() {
  if [ -e "$cuda" ]; then
    mv "$cuda" "$cuda.old.$$"
    rm -rf "$cuda.old.$$"
  fi
}

free_mib() { df -Pm "$state" | awk 'NR == 2 { print $4 }'; }

cuda_room() {
  free=$(free_mib)
  case $free in '' | *[!0-9]*) return 0 ;; esac
  [ "$free" -ge "$cuda_room_mib" ] ||
    fail "setup cuda needs $cuda_room_mib MiB of free disk space in $state while it installs, there are $free MiB"
}

# Only the libraries and their licences stay.
cuda_tidy() {
  find "$new" -mindepth 1 -maxdepth 1 ! -name torch ! -name nvidia ! -name cusparselt ! -name '*.dist-info' -exec rm -rf {} +
  find "$new/torch" -mindepth 1 -maxdepth 1 ! -name lib -exec rm -rf {} +
  find "$new/nvidia" -mindepth 2 -maxdepth 2 ! -name lib -exec rm -rf {} +
  find "$new" -type f \( -name '*.py' -o -name '*.pyc' -o -name '*.a' -o -name 'libtorch_python*' -o -name 'libshm*' \) -exec rm -f {} +
  [ -f "$new/torch/lib/libtorch_cuda.so" ] && [ -f "$new/nvidia/cuda_runtime/lib/libcudart.so.12" ] ||
    fail "pip installed a PyTorch without CUDA, see $state/log/pip-cuda.log"
}

# cuda_links: the same libraries without the one that needs a driver (DJL loads every library of its folder), and a folder
# with all of NVIDIA's for LD_LIBRARY_PATH; DJL asks for libcudart.so by that name to list the cards.
cuda_links() {
  mkdir "$new/torch/lib-without-driver" "$new/lib"
  for library in "$new"/torch/lib/*.so*; do
    case $library in *nvrtc*) ;; *) ln -s "../lib/${library##*/}" "$new/torch/lib-without-driver/" ;; esac
  done
  for library in "$new"/nvidia/*/lib/*.so* "$new"/cusparselt/lib/*.so*; do
    [ -f "$library" ] || continue
    ln -s "..${library#"$new"}" "$new/lib/${library##*/}"
  done
  ln -s ../nvidia/cuda_runtime/lib/libcudart.so.12 "$new/lib/libcudart.so"
}

# cuda_list: size and name of each library, by which ./workbench doctor finds a damaged one.
cuda_list() { (cd "$new" && find torch nvidia cusparselt -type f -name '*.so*' -exec wc -c {} \; | LC_ALL=C sort -k 2); }

# A kernel that was written before names the libraries of then.
cuda_kernel() {
  [ -f "$venv/share/jupyter/kernels/saehdbw/kernel.json" ] || return 0
  find_java
  app=$state/java/$(java_sources)
  if build_is_complete; then use_torch; kernel_spec; fi
}
