#!/usr/bin/env bash
# Makes sure that tests find a Chromium, and prints its path: $CHROMIUM, or one on the PATH, or Debian's package, which is installed where
# that may be done.
set -euo pipefail

find_browser() { # → its path, or nothing
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" 2>/dev/null; then return; fi
  done
}

if [ -n "${CHROMIUM:-}" ] && [ ! -x "$CHROMIUM" ]; then
  echo "rbac-guard: CHROMIUM=$CHROMIUM is no program" >&2; exit 2
fi
if [ -z "$(find_browser)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "rbac-guard: installing chromium, once, for tests of the pages" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2 || true
fi
if [ -z "$(find_browser)" ]; then
  echo "rbac-guard: no Chromium at hand: install it (apt-get install chromium, dnf install chromium, brew install --cask chromium), or set CHROMIUM to the program's path" >&2
  exit 2
fi
find_browser
