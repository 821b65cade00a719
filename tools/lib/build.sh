# Sourced by the commands in tools/: the environment of a build, and the build itself.
# shellcheck shell=bash

# A bare machine has no locale, and Qt and Python read and write file names by it.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

# build_preset NAME [TARGET]...
build_preset() {
    local preset=$1
    local -a targets=()
    shift
    [ $# -eq 0 ] || targets=(--target "$@")
    say "configuring and building build/$preset"
    cmake --preset "$preset" --log-level=WARNING
    cmake --build "build/$preset" "${targets[@]}"
}
