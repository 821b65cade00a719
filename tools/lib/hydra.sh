# Sourced by the commands that test with a real Ory Hydra, after packages.sh: Go's own client builds it once into the user's
# cache.
# shellcheck shell=bash

hydra_version=2.3.0
hydra_go=1.23 # or newer
hydra_cache=${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse
export GATEHOUSE_HYDRA=$hydra_cache/hydra-$hydra_version

# Without a Go that is new enough, the tests with Hydra say so and are skipped.
fetch_hydra() {
    [ ! -x "$GATEHOUSE_HYDRA" ] || return 0
    if ! has_go; then
        say "the tests with Hydra are left out: they take Go $hydra_go or newer to build it"
        return 0
    fi
    mkdir -p "$hydra_cache"
    exec {hydra_lock}>"$hydra_cache/hydra.lock"
    flock "$hydra_lock"
    [ -x "$GATEHOUSE_HYDRA" ] || build_hydra
    exec {hydra_lock}>&-
}

has_go() {
    local found
    found=$(go env GOVERSION 2>/dev/null) || return 1
    [ "$(printf '%s\n' "go$hydra_go" "$found" | sort --version-sort | head --lines=1)" = "go$hydra_go" ]
}

# It gets its name when it is whole.
build_hydra() {
    say "building Hydra $hydra_version once, which takes some minutes, into $GATEHOUSE_HYDRA"
    local folder
    folder=$(mktemp -d "$hydra_cache/building.XXXXXX")
    (make_hydra "$folder") >"$folder/log" 2>&1 || fail "Hydra could not be built: $(tail -n 5 "$folder/log")"
    mv --no-target-directory "$folder/hydra" "$GATEHOUSE_HYDRA"
    rm -rf "$folder"
}

make_hydra() {
    cd "$1" || return
    printf 'module example.com/hydra-tool\n\ngo 1.24\n' >go.mod
    export GOFLAGS=-mod=mod
    go get -tool "github.com/ory/hydra/v2@v$hydra_version" || return
    # as its own go.mod has it
    go mod edit -replace github.com/gobuffalo/pop/v6=github.com/ory/pop/v6@v6.2.1-0.20241121111754-e5dfc0f3344b || return
    go build -tags sqlite,sqlite_omit_load_extension -o hydra github.com/ory/hydra/v2
}
