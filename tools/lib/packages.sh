# Sourced by the commands in tools/: installs the Debian packages that are missing, and nothing else.
# shellcheck shell=bash

# A line is a package, or package>=version where an older one does not do.
# "own": whatever the machine's own suite carries. "newer": Debian 13 has it, Debian 12 does not or too old.
declare -A own_packages=(
    [build]='git ca-certificates cmake ninja-build pkg-config nlohmann-json3-dev>=3.11 libzxcvbn-dev'
    [window]='breeze-icon-theme fonts-dejavu-core'
    [desktop]='xvfb xauth dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0 xdotool xclip blackbox imagemagick'
    [tests]='openssl sqlite3 postgresql gnome-keyring dbconfig-sqlite3 glewlwyd'
    [servers]='maven'
    [check]='shellcheck codespell pyflakes3'
)
declare -A newer_packages=(
    [build]='g++-14 qt6-base-dev>=6.8 qt6-tools-dev>=6.8 qt6-l10n-tools>=6.8 qt6-svg-dev>=6.8 libcli11-dev>=2.4 libicu-dev>=76
        libkf6widgetsaddons-dev libqca-qt6-dev libssl-dev>=3.4 qtkeychain-qt6-dev libargon2-dev'
    [window]='qt6-svg-plugins>=6.8 qt6-image-formats-plugins>=6.8 libqt6sql6-sqlite>=6.8 libqt6sql6-psql>=6.8 qt6-translations-l10n>=6.8
        libqca-qt6-plugins'
    [fuzz]='clang-19 libclang-rt-19-dev'
    [check]='clang-format-19 clang-tidy-19'
)

trixie_source=/etc/apt/sources.list.d/gatehouse-trixie.sources
trixie_pin=/etc/apt/preferences.d/gatehouse-trixie

say() { printf '%s: %s\n' "${0##*/}" "$*"; }
fail() { say "$*" >&2; exit 1; }

# install_missing GROUP...  of the groups above, and peer: Node.js for the servers and clients that tests talk to.
# servers are those that run on Java.
install_missing() {
    local -a own=() newer=() own_missing newer_missing still_missing
    local group
    for group in "$@"; do
        [ "$group" != peer ] || need_node
        [ "$group" != servers ] || need_java
        read -r -d '' -a own < <(printf '%s ' "${own[@]}" "${own_packages[$group]:-}") || true
        read -r -d '' -a newer < <(printf '%s ' "${newer[@]}" "${newer_packages[$group]:-}") || true
    done
    if ! command -v dpkg-query >/dev/null; then
        require_tools "${own[@]}" "${newer[@]}"
        return
    fi
    mapfile -t own_missing < <(missing_of "${own[@]}")
    mapfile -t newer_missing < <(missing_of "${newer[@]}")
    if [ $((${#own_missing[@]} + ${#newer_missing[@]})) -eq 0 ]; then
        say 'every package is there, nothing to install'
        return
    fi
    install_on_debian
    mapfile -t still_missing < <(missing_of "${own[@]}" "${newer[@]}")
    [ ${#still_missing[@]} -eq 0 ] || fail "still missing or too old after installing: ${still_missing[*]}"
}

# Node may come from anywhere, so the commands are asked and not the packages. 20 is what the peer was run on.
need_node() {
    local version
    version=$(node --version 2>/dev/null || true)
    version=${version#v}
    [ "${version%%.*}" -ge 20 ] 2>/dev/null || newer+=('nodejs>=20')
    command -v npm >/dev/null || newer+=(npm)
}

# Java may come from anywhere, too.
need_java() {
    local version
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p' || true)
    [ "${version:-0}" -ge 17 ] || own+=('default-jre-headless>=2:1.17')
}

missing_of() {
    local requirement installed
    for requirement in "$@"; do
        installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Version}\n' "${requirement%%>=*}" 2>/dev/null |
            sed -n 's/^installed //p' | head -n 1 || true)
        if [ -z "$installed" ] || { [[ $requirement == *'>='* ]] &&
            ! dpkg --compare-versions "$installed" ge "${requirement##*>=}"; }; then
            printf '%s\n' "$requirement"
        fi
    done
}

# The packages cannot be looked up here, so the tools that they bring are.
require_tools() {
    local tool
    local -a tools=(g++-14 cmake ninja pkg-config Xvfb dbus-daemon xdotool xclip import node npm)
    [[ " $* " != *' maven '* ]] || tools+=(java mvn)
    for tool in "${tools[@]}"; do
        command -v "$tool" >/dev/null && continue
        say "this is not Debian and $tool is missing. Install what these Debian packages hold, then try again:" >&2
        fail "$*"
    done
    say 'this is not Debian, but the tools are there: going on with them'
}

# Uses own_missing and newer_missing of install_missing.
install_on_debian() {
    local missing=("${own_missing[@]}" "${newer_missing[@]}")
    say "installing what is missing: ${missing[*]}"
    as_root apt-get update --quiet=2 || say 'apt-get update complained; trying with the lists that are there' >&2
    local server
    for server in glewlwyd postgresql; do
        [[ " ${missing[*]} " != *" $server "* ]] || keep_stopped "$server"
    done
    if serves bookworm; then
        # Debian 12's own packages first: at-spi and python3-gi of Debian 13 would remove some of 12.
        install_own "${own_missing[@]}"
        [ ${#newer_missing[@]} -eq 0 ] || serves trixie || add_trixie
        apt_install --target-release trixie "${newer_missing[@]}"
    elif serves trixie; then
        apt_install "${missing[@]}"
    else
        fail "only Debian 13 and Debian 12 are known here. Install these yourself: ${missing[*]}"
    fi
}

# Debian 12's where it fits. What came from Debian 13 before may have taken a library past what it accepts: then
# Debian 13's, as long as nothing of this machine goes for it.
install_own() {
    local package lost
    local -a together=() other=()
    if fits "$@"; then
        apt_install "$@"
        return
    fi
    for package in "$@"; do
        if fits "${together[@]}" "$package"; then
            together+=("$package")
        else
            other+=("$package")
        fi
    done
    apt_install "${together[@]}"
    [ ${#other[@]} -eq 0 ] || serves trixie || add_trixie
    for package in "${other[@]}"; do
        say "Debian 12's ${package%%>=*} does not go with what is installed from Debian 13: taking that of 13"
        lost=$(lost_by --target-release trixie "$package") || true
        [ -z "$lost" ] || fail "installing ${package%%>=*} would remove $lost: nothing was done. Install it yourself"
        apt_install --target-release trixie "$package"
    done
}

fits() { [ $# -eq 0 ] || simulated_install --no-remove "${@%%>=*}" >/dev/null 2>&1; }

# A library is not lost when its successor with the wider time comes in its place.
lost_by() {
    simulated_install "${@%%>=*}" 2>/dev/null |
        awk '$1 == "Remv" { gone[$2] } $1 == "Inst" { comes[$2] }
            END { for (name in gone) if (!((name "t64") in comes)) printf "%s%s", (count++ ? " " : ""), name }'
}

simulated_install() { apt-get install --simulate --no-install-recommends --quiet "$@"; }

# The tests start servers of their own; the packages would start one for everybody, Glewlwyd's with a password that all know.
keep_stopped() {
    [ ! -d /run/systemd/system ] || as_root systemctl mask --quiet "$1.service"
}

# Asked of the package sources, because /etc/os-release says 13 on a Debian 12 that took base-files from 13.
serves() { [ -n "$(releases_of "$1")" ]; }

releases_of() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(CODENAME) $(RELEASE)' 'Created-By: Packages' 'Origin: Debian' |
        sed -n "s/^$1 //p"
}

apt_install() {
    local -a options=() names=()
    while [[ ${1:-} == --* ]]; do
        options+=("$1" "$2")
        shift 2
    done
    [ $# -gt 0 ] || return 0
    names=("${@%%>=*}")
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get install --yes --quiet=2 \
        --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \
        "${options[@]}" "${names[@]}"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "this needs root: run it as root, or install sudo. It was about to run: $*"
    fi
}

# Debian 13 beside Debian 12, from the same place; priority 100 keeps it for what is asked from it by name.
add_trixie() {
    local sources
    sources=$(trixie_from "$(releases_of bookworm | head -n 1)" /etc/apt)
    [ -n "$sources" ] || fail 'no package source of Debian 12 found in /etc/apt to take the address of Debian 13 from'
    say "adding the Debian 13 suite at priority 100: $trixie_source"
    printf '%s\n' "$sources" | as_root tee "$trixie_source" >/dev/null
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' | as_root tee "$trixie_pin" >/dev/null
    as_root apt-get update --quiet=2
    serves trixie || fail "the package source of this machine does not carry Debian 13; see $trixie_source"
}

# trixie_from RELEASE APT_FOLDER: the machine's own source of RELEASE, written for trixie, as deb822
trixie_from() {
    local release=$1 folder=$2 file found
    for file in "$folder"/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        found=$(sed '/^#/d' "$file" | awk -v release="$release" -v RS= '
            (" " field("Types") " ") ~ / deb / && field("Enabled") != "no" &&
            (" " field("Suites") " ") ~ (" " release " ") {
                sub(/(^|\n)Suites:[^\n]*/, "\nSuites: trixie"); sub(/^\n/, ""); print; exit
            }
            function field(name,   at) {
                at = match("\n" $0, "\n" name ":[^\n]*")
                return at ? substr("\n" $0, at + length(name) + 3, RLENGTH - length(name) - 3) : ""
            }')
        [ -z "$found" ] || { printf '%s\n' "$found"; return; }
    done
    # A bare machine has one of them alone.
    { cat "$folder"/sources.list "$folder"/sources.list.d/*.list 2>/dev/null || true; } | one_line_to_deb822 "$release"
}

# deb [signed-by=KEYRING arch=ARCH] URI SUITE COMPONENT...
one_line_to_deb822() {
    sed -nE 's/^deb[[:space:]]+(\[([^]]*)\][[:space:]]*)?([^[:space:]]+)[[:space:]]+([^[:space:]]+)[[:space:]]+([^#]*).*/\4|\3|\5|\2/p' |
        awk -F '|' -v release="$1" '$1 == release {
            print "Types: deb\nURIs: " $2 "\nSuites: trixie\nComponents: " $3
            count = split($4, options, " ")
            for (i = 1; i <= count; i++) {
                value = options[i]; sub(/^[^=]*=/, "", value); gsub(/,/, " ", value)
                if (options[i] ~ /^signed-by=/) print "Signed-By: " value
                if (options[i] ~ /^arch=/) print "Architectures: " value
                if (options[i] ~ /^trusted=/) print "Trusted: " value
            }
            exit
        }'
}
