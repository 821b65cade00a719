# Sourced by the commands that test with a real Keycloak, after packages.sh: fetches it once into the user's cache.
# shellcheck shell=bash

keycloak_version=26.7.3
keycloak_megabytes=177
keycloak_cache=${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse
export GATEHOUSE_KEYCLOAK=$keycloak_cache/keycloak-$keycloak_version

fetch_keycloak() {
    [ ! -d "$GATEHOUSE_KEYCLOAK" ] || return 0
    mkdir -p "$keycloak_cache"
    exec {lock}>"$keycloak_cache/lock"
    flock "$lock"
    [ -d "$GATEHOUSE_KEYCLOAK" ] || fetch_keycloak_anew
    exec {lock}>&-
}

# It gets its name when it is whole. What was broken off is thrown away.
fetch_keycloak_anew() {
    say "fetching Keycloak $keycloak_version ($keycloak_megabytes MB) once, into $GATEHOUSE_KEYCLOAK"
    rm -rf "$keycloak_cache"/fetching.*
    fetching=$(mktemp -d "$keycloak_cache/fetching.XXXXXX")
    trap end_fetching EXIT
    download_keycloak
    say 'fitting Keycloak for the tests'
    "$fetching/keycloak-$keycloak_version/bin/kc.sh" build --db=dev-mem >"$fetching/log" 2>&1 ||
        fail "Keycloak could not be fitted for the tests: $(cat "$fetching/log")"
    mv --no-target-directory "$fetching/keycloak-$keycloak_version" "$GATEHOUSE_KEYCLOAK"
    end_fetching
    trap - EXIT
}

# A repository of its own, so that nothing is left of it, and what came so far can be seen.
download_keycloak() {
    run_maven &
    downloading=$!
    while sleep 2 && kill -0 "$downloading" 2>/dev/null; do
        say "fetching Keycloak: $(megabytes_so_far) of $keycloak_megabytes MB"
    done
    wait "$downloading" || fail "Keycloak could not be fetched: $(grep -m 5 ERROR "$fetching/log" || tail -n 5 "$fetching/log")"
    downloading=
}

# It leaves marks where it stands.
run_maven() {
    cd "$fetching" || return
    exec mvn --batch-mode --strict-checksums -Dmaven.repo.local="$fetching/maven" \
        org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack -DoutputDirectory="$fetching" \
        -Dartifact="org.keycloak:keycloak-quarkus-dist:$keycloak_version:zip" >"$fetching/log" 2>&1
}

megabytes_so_far() {
    local kilobytes
    kilobytes=$(du -sk "$fetching/maven/org/keycloak" 2>/dev/null | cut -f 1) || true
    printf '%s' $((${kilobytes:-0} * 1024 / 1000000))
}

end_fetching() {
    [ -z "${downloading:-}" ] || kill "$downloading" 2>/dev/null || true
    rm -rf "$fetching"
}
