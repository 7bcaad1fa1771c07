#!/usr/bin/env bash
# Makes a bare Debian and runs a command of a fresh clone in it, so that a missing installation step shows.
#
#   installer/linux/clean_root.sh make SUITE ROOT       SUITE is bookworm (12) or trixie (13); needs debootstrap
#   installer/linux/clean_root.sh clone ROOT            a fresh clone of HEAD at ROOT/root/wasl, with git and python3
#   installer/linux/clean_root.sh run ROOT COMMAND…     runs COMMAND inside, in /root/wasl
#
# Nothing of this machine is assumed but root, unshare and chroot: the mirror is read from its own apt sources, and
# pip's and apt's configuration and the certificates are copied, so that no host is written down here.
set -euo pipefail

here=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)

mirror() { # the first Debian archive that this machine's apt uses
    { cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^URIs: *//p'
      cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p'
    } | grep -v security | head -n 1
}

make_root() { # SUITE ROOT
    local suite=$1 root=$2
    debootstrap --variant=minbase "$suite" "$root" "$(mirror)"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    echo 'APT::Install-Recommends "false";' >"$root/etc/apt/apt.conf.d/90bare"
    # The settings that let a client through to its packages here: certificates and pip's own configuration.
    mkdir -p "$root/etc/ssl/certs" "$root/root/.config/pip"
    cp -aL /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/" 2>/dev/null || true
    cp -a /etc/pip.conf "$root/etc/" 2>/dev/null || true
    cp -a "$HOME/.config/pip/." "$root/root/.config/pip/" 2>/dev/null || true
}

inside() { # ROOT SHELL-TEXT: in namespaces of its own, so that everything mounted and started there ends with it
    local root=$1 text=$2 places
    # Folders that pip's configuration names are shown inside too, read-only.
    places=$({ pip config list 2>/dev/null || python3 -m pip config list 2>/dev/null || true; } |
        grep -oE "(file://)?/[^ ']+" | sed 's#^file://##; s#/simple/*$##' | sort -u)
    ROOT_DIR=$root TEXT=$text PLACES=$places unshare --mount --pid --fork --propagation private bash -euo pipefail -c '
        cp -L /etc/resolv.conf /etc/hosts "$ROOT_DIR/etc/" 2>/dev/null || true
        # Under a name of its own: the package ca-certificates, once installed inside, writes its own bundle anew.
        cp -L "${PIP_CERT:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}" "$ROOT_DIR/etc/ssl/machine-ca.crt" 2>/dev/null || true
        mount -t proc proc "$ROOT_DIR/proc"
        mount --rbind /dev "$ROOT_DIR/dev"
        mount -t tmpfs tmpfs "$ROOT_DIR/tmp"
        for place in $PLACES; do
            [ -d "$place" ] || continue
            mkdir -p "$ROOT_DIR$place"
            mount --bind -o ro "$place" "$ROOT_DIR$place"
        done
        kept=()
        while IFS= read -r line; do kept+=("$line"); done < <(env | grep -E "^(PIP_|SSL_CERT|.*_PROXY=|.*_proxy=|CI=|WASL_)" || true)
        [ -s "$ROOT_DIR/etc/ssl/machine-ca.crt" ] && kept+=(PIP_CERT=/etc/ssl/machine-ca.crt SSL_CERT_FILE=/etc/ssl/machine-ca.crt)
        exec env -i HOME=/root TERM=dumb LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            "${kept[@]}" chroot "$ROOT_DIR" /bin/bash -c "$TEXT" </dev/null
    '
}

clone() { # ROOT
    local root=$1
    inside "$root" 'apt-get update -qq -o Acquire::Retries=3 && apt-get install -y -qq -o Acquire::Retries=3 git python3 >/dev/null'
    rm -rf "$root/root/wasl"
    git clone -q --no-hardlinks "$here" "$root/root/wasl"
    git -C "$root/root/wasl" remote remove origin
}

case ${1:-} in
make) make_root "$2" "$3" ;;
clone) clone "$2" ;;
run)
    root=$2
    shift 2
    inside "$root" "cd /root/wasl && $(printf '%q ' "$@")"
    ;;
*)
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
