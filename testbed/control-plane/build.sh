#!/usr/bin/env bash
# Makes sure that etcd, kube-apiserver, kube-controller-manager and kubectl, or the programs NAMED, such as promtool and helm (4), can be run, and prints
# the path of each:
#   NAME<TAB>PATH
# Looked for in $KUBEBUILDER_ASSETS (promtool: $PROMTOOL, then the PATH; helm: $HELM4), then in the per-user cache; what is nowhere is built from the modules
# pinned here (Go 1.26, minutes, once). Progress goes to standard error.
set -euo pipefail

fail() { # EXIT-CODE MESSAGE
  echo "rbac-guard: $2" >&2
  exit "$1"
}

absolute() { # FOLDER → as seen from anywhere; a relative one is the caller's
  case $1 in ''|/*) echo "$1" ;; *) echo "$PWD/$1" ;; esac
}

pinned() { # MODULE GO.MOD → its version
  sed -nE "s#^(require)?[[:space:]]*$1 (v[0-9.]+).*#\2#p" "$2"
}

assets=$(absolute "${KUBEBUILDER_ASSETS:-}")
promtool=$(absolute "${PROMTOOL:-$(command -v promtool || true)}")
helm4=$(absolute "${HELM4:-}")
cache=$(absolute "${RBAC_GUARD_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rbac-guard}")
cd "$(dirname "$0")"
kubernetes=$(pinned k8s.io/kubernetes kubernetes/go.mod)
etcd=$(pinned go.etcd.io/etcd/server/v3 etcd/go.mod)
prometheus=$(pinned github.com/prometheus/prometheus prometheus/go.mod)
helm=$(pinned helm.sh/helm/v4 helm/go.mod)
minor=${kubernetes#v1.}; minor=${minor%%.*}
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
if [ $# -gt 0 ]; then names=("$@"); else names=(etcd kubectl kube-controller-manager kube-apiserver); fi

cached() { # NAME → the folder that it is or would be in
  case $1 in
    promtool) echo "$cache/prometheus-$prometheus-$platform" ;;
    helm) echo "$cache/helm-$helm-$platform" ;;
    *) echo "$cache/control-plane/kubernetes-$kubernetes-etcd-$etcd-$platform" ;;
  esac
}

find_binary() { # NAME → its path, or nothing
  local path own=
  case $1 in promtool) own=$promtool ;; helm) own=$helm4 ;; esac
  for path in "$own" "${assets:+$assets/$1}" "$(cached "$1")/$1"; do
    if [ -n "$path" ] && [ -x "$path" ]; then echo "$path"; return; fi
  done
}

missing() {
  local name
  for name in "${names[@]}"; do [ -n "$(find_binary "$name")" ] || echo "$name"; done
}

require_go() { # NAMES that are to be built
  local version
  version=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null || true)
  case $version in
    go1.2[6-9]*|go1.[3-9][0-9]*|go[2-9]*) ;;
    *) fail 2 "no $(echo "$1" | tr '\n' ' ')at hand: install Go 1.26 or later (found: ${version:-none}), or set KUBEBUILDER_ASSETS to a folder that holds them (PROMTOOL to a promtool, HELM4 to a helm)" ;;
  esac
}

build() { # NAME MODULE-FOLDER PACKAGE LDFLAGS
  local partial
  partial=$(cached "$1")/.$1.partial.$$
  (cd "$2" && GOTOOLCHAIN=local CGO_ENABLED=0 GOWORK=off GOOS= GOARCH= \
    go build -trimpath -buildvcs=false -ldflags "-s -w $4" -o "$partial" "$3") && mv "$partial" "$(cached "$1")/$1"
}

build_missing() {
  local stamp=k8s.io/component-base/version name step=0 steps wanted started
  wanted=$(missing)
  [ -n "$wanted" ] || return 0
  require_go "$wanted"
  steps=$(echo "$wanted" | wc -l | tr -d ' ')
  echo "rbac-guard: building what tests need once, into $cache (5 to 15 minutes on two cores)" >&2
  for name in $wanted; do
    step=$((step + 1)); started=$SECONDS
    echo "rbac-guard: [$step/$steps] $name …" >&2
    mkdir -p "$(cached "$name")"
    case $name in
      etcd) build etcd etcd go.etcd.io/etcd/server/v3 "" ;;
      promtool) build promtool prometheus github.com/prometheus/prometheus/cmd/promtool "" ;;
      helm) build helm helm helm.sh/helm/v4/cmd/helm "-X helm.sh/helm/v4/internal/version.version=$helm" ;;
      *) build "$name" kubernetes "k8s.io/kubernetes/cmd/$name" "-X $stamp.gitVersion=$kubernetes -X $stamp.gitMajor=1 -X $stamp.gitMinor=$minor" ;;
    esac || fail 1 "$name did not build, for the reason above; what is built already is kept"
    echo "rbac-guard: [$step/$steps] $name built in $((SECONDS - started)) s" >&2
  done
}

if [ -n "$(missing)" ]; then
  mkdir -p "$cache" 2>/dev/null || fail 1 "cannot make $cache: set RBAC_GUARD_CACHE to a folder that can be written"
  if command -v flock >/dev/null; then # two builds at once would only slow each other down
    exec 9>"$cache/.lock"
    flock -n 9 || { echo "rbac-guard: waiting for another build" >&2; flock 9; }
  fi
  build_missing
fi
for name in "${names[@]}"; do printf '%s\t%s\n' "$name" "$(find_binary "$name")"; done
