#!/bin/sh
# All the set-up that `make run` and `make test` need, for Debian and Ubuntu first. It makes .venv, installs the
# pinned Python packages into it and, on Linux, the system libraries and fonts where it may. A second call
# finds nothing to do and returns at once. Why it is so: docs/decisions/0010-setup.md.
set -eu
cd "$(dirname "$0")/.."

# library → Debian package. Qt and VTK open these at start; the xcb and wayland ones are for the window.
LIBRARIES="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xinerama.so.0 libxcb-xinerama0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"

say() { printf '%s\n' "$*"; }
stop() { say "$*" >&2; exit 1; }

# What this set-up depends on: another folder, other packages or another version of this file ask for it again.
state() { pwd; { sed '/^\[tool\.ruff/,$d' pyproject.toml; cat constraints.txt .ci/setup.sh; } | cksum; }

is_ready() { [ -x .venv/bin/python ] && [ -f .venv/ready ] && [ "$(cat .venv/ready)" = "$(state)" ]; }

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

# The Debian packages that are not here, one a line.
missing_packages() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null || say "$(basename "$1")-venv"
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    say "$LIBRARIES" | while read -r library package; do
        case "$known" in *"$library "*) ;; *) say "$package" ;; esac
    done
}

missing_fonts() {
    command -v fc-list >/dev/null || say fontconfig
    [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ] || say fonts-noto-cjk
    [ -n "$(fc-list Inter family 2>/dev/null)" ] || say fonts-inter
}

# Install Debian packages, or fail when this user may not or the machine has no apt-get.
install_packages() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; else return 1; fi
    say "Installing system packages: $*"
    log=$(mktemp)
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120"
    # shellcheck disable=SC2086  # a list of words is meant
    if $apt update >"$log" 2>&1 && $apt install --no-install-recommends "$@" >>"$log" 2>&1; then
        rm "$log"
    else
        tail -n 20 "$log" >&2
        return 1
    fi
}

set_up_system() {
    libraries=$(missing_packages "$1")
    fonts=$(missing_fonts)
    wanted=$(say "$libraries" "$fonts" | xargs)
    # shellcheck disable=SC2086  # a list of words is meant
    if [ -z "$wanted" ] || install_packages $wanted; then return; fi
    command="sudo apt-get update && sudo apt-get install --no-install-recommends $wanted"
    [ -z "$libraries" ] || stop "System packages are missing. Run this once, then the same command again:
    $command"
    say "Without these fonts Chinese text may show as boxes. To install them: $command"
}

# A .venv that works is kept; one that is broken, too old or was moved here from another folder is made anew.
set_up_venv() {
    if [ -f .venv/ready ] && [ "$(head -n 1 .venv/ready)" != "$(pwd)" ]; then rm -rf .venv; fi
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    rm -rf .venv
    "$1" -m venv .venv
}

if is_ready; then exit 0; fi
python=$(find_python) || stop "Anatomy Viewer needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3"
if [ -f .venv/ready ]; then
    say "What Anatomy Viewer needs has changed: bringing it up to date."
else
    say "Setting up Anatomy Viewer, once: it takes a minute or two (Python packages: about 400 MB)."
fi
[ "$(uname -s)" != Linux ] || set_up_system "$python"
set_up_venv "$python"
say "Installing Python packages into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' ||
    stop "The Python packages could not be installed: see the message above, and try again when the network is back."
state >.venv/ready
