#!/usr/bin/env bash
# Makes sure that etcd, kube-apiserver, kube-controller-manager and kubectl can be run, and prints the folder of each:
#   NAME<TAB>PATH
# Looked for in $KUBEBUILDER_ASSETS, then in the per-user cache; what is in neither is built from the modules pinned here
# (Go 1.26, minutes, once). Progress goes to standard error.
set -euo pipefail
cd "$(dirname "$0")"

pinned() { # MODULE GO.MOD → its version
  sed -nE "s#^(require|)[[:space:]]*$1 (v[0-9.]+).*#\2#p" "$2"
}

kubernetes=$(pinned k8s.io/kubernetes kubernetes/go.mod)
etcd=$(pinned go.etcd.io/etcd/server/v3 etcd/go.mod)
minor=${kubernetes#v1.}; minor=${minor%%.*}
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
cache=${RBAC_GUARD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rbac-guard}/control-plane/kubernetes-$kubernetes-etcd-$etcd-$platform
names=(etcd kubectl kube-controller-manager kube-apiserver)

find_binary() { # NAME → its path, or nothing
  local directory
  for directory in "${KUBEBUILDER_ASSETS:-}" "$cache"; do
    if [ -n "$directory" ] && [ -x "$directory/$1" ]; then echo "$directory/$1"; return; fi
  done
}

missing() {
  local name
  for name in "${names[@]}"; do [ -n "$(find_binary "$name")" ] || echo "$name"; done
}

require_go() {
  local version
  version=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null || true)
  case $version in
    go1.2[6-9]*|go1.[3-9][0-9]*|go[2-9]*) ;;
    *) echo "rbac-guard: no $(echo "$1" | tr '\n' ' ')at hand: install Go 1.26 or later (found: ${version:-none}), or set KUBEBUILDER_ASSETS to a folder that holds them" >&2; exit 2 ;;
  esac
}

build() { # NAME MODULE-FOLDER PACKAGE LDFLAGS
  (cd "$2" && GOTOOLCHAIN=local CGO_ENABLED=0 GOWORK=off go build -trimpath -buildvcs=false -ldflags "-s -w $4" -o "$cache/.$1.partial" "$3")
  mv "$cache/.$1.partial" "$cache/$1"
}

build_missing() {
  local stamp=k8s.io/component-base/version name step=0 wanted started
  wanted=$(missing)
  [ -n "$wanted" ] || return 0
  require_go "$wanted"
  echo "rbac-guard: building the control plane once, into $cache (5 to 10 minutes on two cores)" >&2
  for name in $wanted; do
    step=$((step + 1)); started=$SECONDS
    echo "rbac-guard: [$step/$(echo "$wanted" | wc -l | tr -d ' ')] $name …" >&2
    case $name in
      etcd) build etcd etcd go.etcd.io/etcd/server/v3 "" ;;
      *) build "$name" kubernetes "k8s.io/kubernetes/cmd/$name" "-X $stamp.gitVersion=$kubernetes -X $stamp.gitMajor=1 -X $stamp.gitMinor=$minor" ;;
    esac
    echo "rbac-guard: [$step/$(echo "$wanted" | wc -l | tr -d ' ')] $name built in $((SECONDS - started)) s" >&2
  done
}

mkdir -p "$cache"
if [ -n "$(missing)" ]; then
  if command -v flock >/dev/null; then # two builds at once would only slow each other down
    exec 9>"$cache/.lock"
    flock 9
  fi
  build_missing
fi
for name in "${names[@]}"; do printf '%s\t%s\n' "$name" "$(find_binary "$name")"; done
